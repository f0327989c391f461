# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""verl: lines of the format `verl` as `AgentLoopOutput`, and an agent loop over a rollout of yours."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from verl.experimental.agent_loop.agent_loop import AgentLoopBase, AgentLoopOutput, register

from turntree.client import Turntree
from turntree.integrations._rollout import Rollout, lines_of_rollout, sampling

_SAMPLING = {"temperature": "temperature", "top_p": "top_p", "top_k": "top_k"}
_COLUMNS = ("response_ids", "response_mask", "response_logprobs")


def output(line: Mapping[str, Any], response_length: int | None = None) -> AgentLoopOutput:
    """A line as verl's output, its response cut to what a batch has room for."""
    cut = {name: line[name] and line[name][:response_length] for name in _COLUMNS}
    fields = {**line, **cut}
    if fields.get("routed_experts") is not None:
        rows = len(line["prompt_ids"]) + len(fields["response_ids"])
        fields["routed_experts"] = np.asarray(fields["routed_experts"][:rows], dtype=np.int16)
    return AgentLoopOutput(**fields)


def outputs(lines: Iterable[Mapping[str, Any]], response_length: int | None = None) -> list[AgentLoopOutput]:
    """Lines as verl's outputs."""
    return [output(line, response_length) for line in lines]


def agent_loop(name: str, rollout: Rollout, *, every_branch: bool = False, run: str | None = None) -> type:
    """Registers an agent loop of this name: a session a rollout, which gets the row that verl gives.

    A branched history has an output for each branch. verl's V1 trainer takes them all (`every_branch`); the older one
    takes that with the most trained tokens.
    """

    @register(name)
    class TurntreeAgentLoop(AgentLoopBase):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.turntree = Turntree()

        async def run(self, sampling_params: dict[str, Any], **row: Any) -> AgentLoopOutput | list[AgentLoopOutput]:
            known = sampling(sampling_params, _SAMPLING)
            lines = await asyncio.to_thread(
                lambda: lines_of_rollout(self.turntree, "verl", rollout, row, run=run, sampling_defaults=known)
            )
            if every_branch:
                return outputs(lines, self.rollout_config.response_length)
            most = max(lines, key=lambda line: sum(line["response_mask"]))
            return output(most, self.rollout_config.response_length)

    return TurntreeAgentLoop
