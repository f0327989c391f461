"""verl's own output, batch, advantage and loss over a `verl` export, and its V1 queue over a branched rollout."""

from __future__ import annotations

import asyncio
import json
import sys
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from report import Given, Report, given, is_scored
from stand_ins import stand_in_for
from tiny_model import TinyModel

Line = dict[str, Any]
ROWS = 6


def session_of(line: Line) -> str:
    return line["extra_fields"]["turntree"]["session"]


def plain(actor: type) -> type:
    """The class behind a Ray actor."""
    return getattr(getattr(actor, "__ray_metadata__", None), "modified_class", actor)


async def nothing(*_: Any, **__: Any) -> None:
    """Scores and teachers are the trainer's own business."""


class Verl:
    def __init__(self, run: Given) -> None:
        sys.path.insert(0, run.source)
        stand_in_for("vllm", "sglang", "codetiming", "torchdata", "peft", "wandb", "transfer_queue", "tq")
        stand_in_for("pylatexenc", "fastapi", "uvicorn", "flash_attn")
        from verl.experimental.agent_loop import agent_loop
        from verl.trainer.ppo import core_algos
        from verl.trainer.ppo.v1 import agent_loop_tq

        self.loop, self.algorithms, self.queue = agent_loop, core_algos, agent_loop_tq
        self.worker = self.made(agent_loop.AgentLoopWorker, run.tokens())

    def made(self, actor: type, tokenizer: Any) -> Any:
        worker = object.__new__(plain(actor))
        worker.tokenizer, worker.processor, worker.reward_loop_worker_handles = tokenizer, None, None
        worker._get_mm_processor_kwargs = lambda *_: {}
        worker._compute_score = worker._compute_teacher_logprobs = nothing
        return worker

    def output(self, line: Line) -> Any:
        from turntree.integrations.verl import output

        return output(json.loads(json.dumps(line)))

    def batch(self, lines: list[Line]) -> Any:
        longest = {name: max(len(line[name]) for line in lines) for name in ("prompt_ids", "response_ids")}
        self.worker.rollout_config = SimpleNamespace(
            prompt_length=longest["prompt_ids"], response_length=longest["response_ids"]
        )
        outputs = [
            asyncio.run(self.worker._agent_loop_postprocess(self.output(line), False, raw_prompt=[])) for line in lines
        ]
        return self.worker._postprocess(outputs, {}, False)

    def queued(self, lines: list[Line]) -> Line:
        """What the V1 worker puts into its queue for the outputs of one rollout."""
        worker = self.made(self.queue.AgentLoopWorkerTQ, self.worker.tokenizer)
        put: Line = {}

        async def keep(**given_to_queue: Any) -> None:
            put.update(given_to_queue)

        self.queue.tq.async_kv_batch_put = keep
        self.queue.list_of_dict_to_tensordict = lambda fields: fields
        outputs = [self.output(line) for line in lines]
        asyncio.run(worker._agent_loop_postprocess(outputs, False, uid="u", session_id=0, global_steps=9))
        return put


def check_batch(verl: Verl, model: TinyModel, lines: list[Line], run: Given, report: Report) -> None:
    tensors = verl.batch(lines).batch
    ids = torch.tensor([model.mapped(row) for row in tensors["input_ids"].tolist()])
    hidden = model.model(
        input_ids=ids, attention_mask=tensors["attention_mask"], position_ids=tensors["position_ids"]
    )
    logits = hidden.logits.float().detach().requires_grad_(True)
    length = tensors["responses"].shape[1]
    # verl's actor scores the response with the rows before it.
    scaled = torch.log_softmax(logits[:, -length - 1 : -1] / run.temperature, -1)
    found = scaled.gather(-1, ids[:, -length:, None])[..., 0]
    mask = tensors["response_mask"]
    for row, line in enumerate(lines):
        report.check(int(mask[row].sum()) == sum(line["response_mask"]), f"{session_of(line)}: mask")
        report.log_probs(session_of(line), found[row], tensors["rollout_log_probs"][row], mask[row])
    groups = np.array([str(line["extra_fields"]["turntree"]["group_index"]) for line in lines])
    verl.algorithms.compute_grpo_outcome_advantage(tensors["rm_scores"], mask, groups)
    loss = verl.algorithms.compute_policy_loss(
        found.detach(), found, torch.ones_like(found), mask, cliprange=0.2, loss_agg_mode="token-mean"
    )[0]
    loss.backward()
    rows = torch.zeros(logits.shape[:2])
    rows[:, -length - 1 : -1] = mask
    report.gradient(session_of(lines[0]), logits, rows)
    report.did("AgentLoopOutput, DataProto, GRPO advantage, policy loss")


def check_branches(verl: Verl, lines: list[Line], report: Report) -> None:
    branched = [line for line in lines if session_of(line) == "on-sub-agent"]
    put = verl.queued(branched)
    report.check(len(put["keys"]) == len(branched) > 1, f"V1 queue took {put['keys']}")
    steps = [tag[name] for tag in put["tags"] for name in ("min_global_steps", "max_global_steps")]
    report.check(np.array(steps, dtype=int).shape == (2 * len(branched),), f"V1 steps {steps}")
    report.did("V1 queue over a branched rollout")


def main() -> None:
    run = given()
    verl, model = Verl(run), TinyModel.of(run.vocabulary)
    report = Report("verl", version_of(run.source))
    lines = list(run.lines("verl"))
    report.lines = len(lines)
    for line in lines:
        taken = verl.output(line).as_dict()
        report.check(taken["responses"].tolist() == line["response_ids"], f"{session_of(line)}: responses")
    scored = [
        line
        for line in lines
        if line["reward_score"] is not None
        and is_scored(session_of(line), len(line["prompt_ids"]) + len(line["response_ids"]))
    ]
    for start in range(0, len(scored), ROWS):
        check_batch(verl, model, scored[start : start + ROWS], run, report)
    check_branches(verl, lines, report)
    report.print()


def version_of(source: str) -> str:
    sys.path.insert(0, source)
    return version("verl")


if __name__ == "__main__":
    main()
