"""TRL's asynchronous and supervised trainers over a `trl` export: three real steps of the first, one of the second."""

from __future__ import annotations

import copy
import os
import queue
import tempfile
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

os.environ |= {"CUDA_VISIBLE_DEVICES": "", "WANDB_MODE": "offline", "HF_HUB_OFFLINE": "1", "TRL_EXPERIMENTAL_SILENCE": "1"}

import torch
from accelerate import PartialState
from datasets import Dataset
from report import Given, Report, given, is_scored
from tiny_model import TinyModel
from transformers import Trainer
from trl import SFTConfig, SFTTrainer
from trl.experimental.async_grpo import AsyncGRPOConfig, AsyncGRPOTrainer, async_grpo_trainer, packing
from trl.experimental.async_grpo.async_rollout_worker import RolloutSample
from turntree.integrations.trl import rollout_sample

Line = dict[str, Any]
STEPS = 3
SAMPLES_A_STEP = 4


def session_of(line: Line) -> str:
    return line["turntree"]["session"]


def attention(queries, keys, values, query_ends, key_ends, *_, softmax_scale=None, **__) -> torch.Tensor:
    """The attention that TRL asks flash-attn for, in plain torch: packed rows, causal, aligned to the end of the keys."""
    rows = []
    for at in range(len(query_ends) - 1):
        asked = queries[query_ends[at] : query_ends[at + 1]]
        known = slice(int(key_ends[at]), int(key_ends[at + 1]))
        shared = asked.shape[1] // keys.shape[1]
        key, value = (part[known].repeat_interleave(shared, 1) for part in (keys, values))
        seen = torch.ones(len(asked), len(key), dtype=torch.bool).tril(len(key) - len(asked))
        heads = (part.transpose(0, 1)[None] for part in (asked, key, value))
        attended = torch.nn.functional.scaled_dot_product_attention(*heads, attn_mask=seen, scale=softmax_scale)
        rows.append(attended[0].transpose(0, 1))
    return torch.cat(rows)


def without_a_gpu() -> None:
    PartialState(cpu=True)
    async_grpo_trainer.get_peak_flops_per_device = lambda *_: None
    packing._flash_attn = lambda: SimpleNamespace(flash_attn_varlen_func=attention)


def sample_of(line: Line, model: TinyModel) -> RolloutSample:
    return rollout_sample(line | {"input_ids": model.mapped(line["input_ids"])})


class RecordedWorker:
    """Gives the trainer what was recorded where its own worker would sample."""

    def __init__(self, samples: list[RolloutSample]) -> None:
        self.rollout_buffer: queue.Queue[RolloutSample] = queue.Queue()
        self.metrics_queue: queue.Queue[Any] = queue.Queue()
        for sample in samples:
            self.rollout_buffer.put(sample)

    def start(self) -> None:
        """There is nothing to start."""

    stop = start

    def update_model_version(self, version: int) -> None:
        del version

    def check_health(self, waited: float) -> None:
        raise RuntimeError(f"the trainer asks for more than was recorded, after {waited} s")


class NoTransfer:
    """The weights stay where they are."""

    def init_weight_transfer(self) -> None:
        """There is no engine to send weights to."""

    pause = resume = destroy = init_weight_transfer

    def send_weights(self, weights: Any) -> None:
        for _ in weights:
            pass


def trained_by_grpo(lines: list[Line], model: TinyModel, run: Given, report: Report) -> None:
    """The first step, before any weight has moved, finds ratio 1 on all of its tokens."""
    # A sample worth nothing moves nothing, and the gradient could not be looked at.
    samples = [sample_of(line | {"advantage": line["advantage"] or 1.0}, model) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        model.model.save_pretrained(f"{folder}/model")
        settings = AsyncGRPOConfig(
            f"{folder}/out",
            per_device_train_batch_size=SAMPLES_A_STEP,
            gradient_accumulation_steps=1,
            max_steps=STEPS,
            token_budget=0,
            max_staleness=STEPS + 1,
            temperature=run.temperature,
            learning_rate=1e-3,
            **quiet(),
        )
        prompts = Dataset.from_dict({"prompt": [[{"role": "user", "content": "q"}]] * 8})
        trainer = AsyncGRPOTrainer(
            model=f"{folder}/model",
            reward_funcs=None,
            args=settings,
            processing_class=run.tokens(),
            train_dataset=prompts,
            rollout_worker=RecordedWorker(samples),
            weight_transfer=NoTransfer(),
        )
        trainer.train()
        steps = [entry for entry in trainer.state.log_history if "loss" in entry]
    report.check(len(steps) == STEPS, f"{len(steps)} of {STEPS} steps were taken")
    ratio = steps[0].get("ratio")
    report.check(ratio is not None and abs(ratio - 1) < 1e-3, f"ratio of the first step is {ratio}")
    report.did(f"{STEPS} steps of AsyncGRPOTrainer, ratio of the first {ratio}")


def quiet() -> dict[str, Any]:
    return {
        **{"report_to": [], "bf16": False, "gradient_checkpointing": False, "use_cpu": True},
        **{"save_strategy": "no", "logging_steps": 1, "disable_tqdm": True},
    }


def trained_by_sft(lines: list[Line], model: TinyModel, run: Given, report: Report) -> None:
    rows = [{"input_ids": model.mapped(line["input_ids"]), "completion_mask": line["completion_mask"]} for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        settings = SFTConfig(
            folder, per_device_train_batch_size=1, max_steps=1, max_length=None, completion_only_loss=True, **quiet()
        )
        trainer: Trainer = SFTTrainer(
            model=copy.deepcopy(model.model),
            args=settings,
            train_dataset=Dataset.from_list(rows),
            processing_class=run.tokens(),
        )
        for row, line in zip(trainer.train_dataset, lines):
            labels = trainer.data_collator([row])["labels"][0]
            ids = model.mapped(line["input_ids"])
            trained = [token if bit else -100 for token, bit in zip(ids, line["completion_mask"])]
            report.check(labels[: len(trained)].tolist() == trained, f"{session_of(line)}: labels")
        trainer.train()
    report.did("labels and a step of SFTTrainer")


def scored(lines: list[Line], model: TinyModel, run: Given, report: Report) -> None:
    """The rows that predict, as TRL's packed loss shifts them: row i predicts token i + 1."""
    for line in lines:
        logits = model.logits(line["input_ids"]).requires_grad_(True)
        targets = torch.tensor(model.mapped(line["input_ids"]))[1:, None]
        found = torch.log_softmax(logits[:-1] / run.temperature, -1).gather(-1, targets)[:, 0]
        mask = torch.tensor(line["completion_mask"])[1:]
        report.log_probs(session_of(line), found, torch.tensor(line["old_log_probs"])[1:], mask)


def main() -> None:
    run = given()
    without_a_gpu()
    model = TinyModel.of(run.vocabulary)
    report = Report("TRL", version("trl"))
    lines = list(run.lines("trl"))
    report.lines = len(lines)
    for line in lines:
        sample_of(line, model)
    short = [line for line in lines if is_scored(session_of(line), len(line["input_ids"]))]
    scored(short, model, run, report)
    trained_by_grpo(short[: 2 * STEPS * SAMPLES_A_STEP], model, run, report)
    trained_by_sft(short[:12], model, run, report)
    report.print()


if __name__ == "__main__":
    main()
