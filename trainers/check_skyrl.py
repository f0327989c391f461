"""SkyRL's own validation, step-wise merge, batch, advantage and loss over a `skyrl` export."""

from __future__ import annotations

import sys
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from report import Given, Report, given, is_scored
from stand_ins import stand_in_for, without_init
from tiny_model import TinyModel

Line = dict[str, Any]
ROWS = 6


def session_of(line: Line) -> str:
    return line["turntree"]["session"]


class SkyRL:
    def __init__(self, source: str) -> None:
        sys.path.insert(0, source)
        stand_in_for("ray", "vllm", "torchdata", "skyrl_gym", "flash_attn", "wandb", "omegaconf", "hydra")
        stand_in_for("vllm_router", "fastapi", "uvicorn", "peft", "skyrl.train.dataset.dataset", "skyrl.train.config")
        backend = "skyrl.backends.skyrl_train"
        stand_in_for(*(f"{backend}.{name}" for name in ("workers", "inference_servers", "inference_engines", "utils.io")))
        without_init(source, "skyrl", "skyrl.train", "skyrl.train.utils", "skyrl.train.generators")
        without_init(source, "skyrl.train.dataset", "skyrl.backends", backend, f"{backend}.utils")
        import ray

        ray.is_initialized.return_value = False
        sys.modules["skyrl.train.dataset"].PromptDataset = object
        from skyrl.backends.skyrl_train.utils import ppo_utils
        from skyrl.train.dataset.preprocess import convert_prompts_responses_to_batch_tensors
        from skyrl.train.generators import utils
        from skyrl.train.utils import trainer_utils

        self.validate = trainer_utils.validate_generator_output
        self.generators, self.batch, self.losses = utils, convert_prompts_responses_to_batch_tensors, ppo_utils

    def output(self, lines: list[Line]) -> Line:
        """Lines as one `GeneratorOutput`."""
        from turntree.integrations.skyrl import generator_output

        return generator_output(lines)


def check_batch(skyrl: SkyRL, model: TinyModel, lines: list[Line], run: Given, report: Report) -> None:
    output = skyrl.output(lines)
    rewards = [
        [0.0] * (len(response) - 1) + [float(reward)]
        for response, reward in zip(output["response_ids"], output["rewards"])
    ]
    ids, attention, response_mask, reward, loss_mask, recorded, *_ = skyrl.batch(
        model.vocabulary[0],
        *(output[key] for key in ("prompt_token_ids", "response_ids")),
        rewards,
        *(output[key] for key in ("loss_masks", "rollout_logprobs")),
    )
    mapped = torch.tensor([model.mapped(row) for row in ids.tolist()])
    positions = (attention.cumsum(-1) - 1).clamp(min=0)
    hidden = model.model(input_ids=mapped, attention_mask=attention, position_ids=positions)
    logits = hidden.logits.float().detach().requires_grad_(True)
    length = loss_mask.shape[1]
    scaled = torch.log_softmax(logits[:, -length - 1 : -1] / run.temperature, -1)
    found = scaled.gather(-1, mapped[:, -length:, None])[..., 0]
    for row, line in enumerate(lines):
        report.log_probs(session_of(line), found[row], recorded[row], loss_mask[row])
    groups = np.array(groups_of(output))
    skyrl.losses.compute_grpo_outcome_advantage(reward, response_mask.float(), groups)
    loss, _ = skyrl.losses.ppo_policy_loss(
        found, found.detach(), torch.ones_like(found), loss_settings(), loss_mask=loss_mask, rollout_logprobs=recorded
    )
    loss.backward()
    rows = torch.zeros(logits.shape[:2])
    rows[:, -length - 1 : -1] = loss_mask
    report.gradient(session_of(lines[0]), logits, rows)
    report.did("batch tensors, GRPO advantage, policy loss")


def loss_settings() -> SimpleNamespace:
    """SkyRL's own defaults, without corrections for samples of older weights."""
    thresholds = ("outlier_token_is_threshold", "token_mask_is_threshold")
    off = {f"{name}_{end}": None for name in thresholds for end in ("low", "high")}
    correction = SimpleNamespace(tis_ratio_type=None, sequence_mask_metric=None, **off)
    clip = {"eps_clip_low": 0.2, "eps_clip_high": 0.2, "clip_ratio_c": 3.0}
    return SimpleNamespace(
        policy_loss_type="regular", loss_reduction="token_mean", max_seq_len=1, off_policy_correction=correction, **clip
    )


def check_group(skyrl: SkyRL, lines: list[Line], report: Report) -> None:
    """SkyRL compares the sessions of a group, and finds the advantages that the export's mark holds."""
    group = [line for line in lines if "group-rollout" in session_of(line)]
    output = skyrl.output(group)
    rewards = torch.tensor(output["rewards"])[:, None]
    groups = np.array(groups_of(output))
    found, _ = skyrl.losses.compute_grpo_outcome_advantage(rewards, torch.ones_like(rewards), groups)
    marked = torch.tensor([line["turntree"]["advantage"] for line in group])
    report.check(torch.allclose(found[:, 0], marked, atol=1e-4), f"advantages {found[:, 0].tolist()}")
    repetitions = {identity.repetition_id for identity in output["trajectory_ids"]}
    report.check(len(repetitions) == len(group), f"repetitions {sorted(repetitions)} of {len(group)} sessions")
    report.did("advantages of a group")


def main() -> None:
    run = given()
    skyrl, model = SkyRL(run.source), TinyModel.of(run.vocabulary)
    report = Report("SkyRL", version("skyrl"))
    lines = list(run.lines("skyrl"))
    report.lines = len(lines)
    whole = skyrl.output(lines)
    skyrl.validate(len(lines), dict(whole), step_wise=True)
    report.did("validation of all lines together")
    skyrl.generators.get_metrics_from_generator_output(dict(whole), groups_of(whole))
    merged = skyrl.generators.merge_stepwise_output(whole)
    trained = [sum(map(sum, output["loss_masks"])) for output in (merged, skyrl.output(lines))]
    report.check(trained[0] == trained[1], f"step-wise merge trains {trained[0]} of {trained[1]} tokens")
    report.did("step-wise merge")
    scored = [
        line
        for line in lines
        if is_scored(session_of(line), len(line["prompt_token_ids"][0]) + len(line["response_ids"][0]))
    ]
    for start in range(0, len(scored), ROWS):
        check_batch(skyrl, model, scored[start : start + ROWS], run, report)
    check_group(skyrl, lines, report)
    report.print()


def groups_of(output: Line) -> list[str]:
    return [identity.instance_id for identity in output["trajectory_ids"]]


if __name__ == "__main__":
    main()
