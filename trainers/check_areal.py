"""AReaL's own batching, advantages and loss over an `areal` export."""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import torch
from report import Given, Report, given, is_scored
from stand_ins import stand_in_for, without_init
from tiny_model import TinyModel

Line = dict[str, Any]
ROWS = 6


def session_of(line: Line) -> str:
    return line["turntree"]["session"]


class AReaL:
    def __init__(self, source: str) -> None:
        sys.path.insert(0, source)
        without_init(source, "areal", "areal.trainer", "areal.trainer.ppo", "areal.utils", "areal.experimental")
        without_init(source, "areal.experimental.openai")
        stand_in_for("ray", "megatron", "sglang", "vllm", "openai", "torchdata", "uvloop", "fastapi", "hydra")
        stand_in_for("omegaconf", "trl", "wandb", "swanlab", "peft", "flash_attn", "torch_memory_saver")
        stand_in_for("aiofiles", "mbridge", "datasets", "pybase64", "numba", "aiohttp", "areal.infra", "areal.api")
        stand_in_for("areal.experimental.training_service", "areal.engine", "areal.trainer.ppo.stats")
        stand_in_for(*(f"areal.utils.{name}" for name in ("perf_tracer", "stats_tracker", "logging", "constants")))
        controller = "areal.experimental.training_service.controller.controller"
        importlib.import_module("areal.infra").TrainController = type("TrainController", (), {})
        importlib.import_module(controller).GatewayTrainController = type("GatewayTrainController", (), {})
        from areal.trainer.ppo import actor
        from areal.utils.data import concat_padded_tensors

        from turntree.integrations.areal import tensors

        self.actor, self.joined, self.tensors = actor, concat_padded_tensors, tensors
        self.trainer = object.__new__(actor.PPOActor)
        self.trainer.__dict__.update(
            config=SimpleNamespace(overlong_reward_penalty=False, use_decoupled_loss=False, recompute_logprob=False),
            **{"reward_bias": 0.0, "reward_scaling": 1.0, "reward_clip": 20.0, "reward_norm": None},
            **{"kl_ctl": 0.0, "kl_estimator": lambda a, b: a * 0, "mask_no_eos_with_zero": False, "adv_norm": None},
            **{"gae_timestep_unit": "token", "_gae_lambda_is_custom": False, "discount": 1.0, "gae_lambda": 1.0},
        )

    def batch(self, lines: list[Line]) -> Line:
        return self.joined([self.tensors(line) for line in lines])


def check_batch(areal: AReaL, model: TinyModel, lines: list[Line], run: Given, report: Report) -> None:
    data = areal.trainer._compute_advantages(areal.batch(lines))
    ids = torch.tensor([model.mapped(row) for row in data["input_ids"].tolist()])
    hidden = model.model(input_ids=ids, attention_mask=data["attention_mask"].long())
    logits = hidden.logits.float().detach().requires_grad_(True)
    # AReaL's engines score each row against the token after it; its actor has rolled mask and log-probs likewise.
    scaled = torch.log_softmax(logits / run.temperature, -1)
    found = scaled.gather(-1, torch.roll(ids, -1, -1)[..., None])[..., 0]
    mask = data["loss_mask"].bool()
    for row, line in enumerate(lines):
        report.check(int(mask[row].sum()) == sum(line["tensor_dict"]["loss_mask"][0]), f"{session_of(line)}: mask")
        report.log_probs(session_of(line), found[row], data["logprobs"][row], mask[row])
        trained = data["advantages"][row][mask[row]]
        reward = torch.full_like(trained, line["tensor_dict"]["rewards"][0])
        report.check(torch.allclose(trained, reward), f"{session_of(line)}: advantages {trained[:3].tolist()}")
    no_extras = {"eps_clip_higher": None, "c_clip": None, "rejection_sampling": None, "cu_seqlens": None}
    loss, _ = areal.actor.ppo_actor_loss_fn(
        logprobs=found,
        old_logprobs=found.detach(),
        proximal_logprobs=found.detach(),
        advantages=torch.ones_like(data["advantages"]),
        eps_clip=0.2,
        loss_mask=mask,
        importance_sampling_level="token",
        **no_extras,
    )
    loss.backward()
    report.gradient(session_of(lines[0]), logits, mask)
    report.did("concat_padded_tensors, advantages, actor loss")


def main() -> None:
    run = given()
    areal, model = AReaL(run.source), TinyModel.of(run.vocabulary)
    report = Report("AReaL", version("areal"))
    lines = list(run.lines("areal"))
    report.lines = len(lines)
    for line in lines:
        versions = torch.tensor(line["tensor_dict"]["versions"])
        trained = torch.tensor(line["tensor_dict"]["loss_mask"]) == 1
        report.check(bool((versions[trained] >= 0).all()), f"{session_of(line)}: a trained token of unknown weights")
    scored = [
        line
        for line in lines
        if is_scored(session_of(line), len(line["tensor_dict"]["input_ids"][0]))
    ]
    for start in range(0, len(scored), ROWS):
        check_batch(areal, model, scored[start : start + ROWS], run, report)
    report.print()


if __name__ == "__main__":
    main()
