# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""AReaL: lines of the format `areal` as tensors, and a workflow over a rollout of yours."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

import torch

from turntree.client import Turntree
from turntree.integrations._rollout import Rollout, lines_of_rollout


def tensors(line: Mapping[str, Any]) -> dict[str, torch.Tensor]:
    """A line as AReaL's tensors of batch size 1; log-probs and rewards have 32 bits, as its own have."""
    made = {name: torch.tensor(value) for name, value in line["tensor_dict"].items()}
    return {name: value.float() if value.dtype == torch.float64 else value for name, value in made.items()}


def batch(lines: Iterable[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
    """Lines as one padded batch, put together by AReaL."""
    from areal.utils.data import concat_padded_tensors

    return concat_padded_tensors([tensors(line) for line in lines])


def workflow(rollout: Rollout, *, run: str | None = None, client: Turntree | None = None) -> Any:
    """A `RolloutWorkflow`: an episode is a session, all samples of which are its batch. None where nothing trains."""
    from areal.api.workflow_api import RolloutWorkflow

    class TurntreeWorkflow(RolloutWorkflow):
        def __init__(self) -> None:
            self.turntree = client or Turntree()

        async def arun_episode(self, engine: Any, data: dict[str, Any]) -> dict[str, torch.Tensor] | None:
            del engine
            lines = await asyncio.to_thread(lambda: lines_of_rollout(self.turntree, "areal", rollout, data, run=run))
            return batch(lines) if lines else None

    return TurntreeWorkflow()
