# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""SkyRL: lines of the format `skyrl` as one `GeneratorOutput`, and a generator over a rollout of yours."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from skyrl.train.generators.base import GeneratorInterface, TrajectoryID

from turntree._session import SessionFields
from turntree.client import Turntree
from turntree.integrations._rollout import Rollout, lines_of_rollout, without_mark


def generator_output(lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Lines as one `GeneratorOutput`. Raises `ValueError` for none."""
    joined: dict[str, Any] = {}
    for line in lines:
        for name, values in without_mark(line).items():
            joined.setdefault(name, []).extend(values)
    if not joined:
        raise ValueError("A generator's output has at least one sample.")
    if "rollout_expert_indices" in joined:
        routed = joined["rollout_expert_indices"]
        joined["rollout_expert_indices"] = [np.asarray(rows, dtype=np.int32) for rows in routed]
    joined["trajectory_ids"] = [TrajectoryID(**identity) for identity in joined["trajectory_ids"]]
    return joined


class TurntreeGenerator(GeneratorInterface):
    """Each prompt of a batch is a session; all of its samples go on, as SkyRL's step-wise trainer takes them.

    The rollout gets `prompt`, `env_class`, `env_extras` and `sampling_params` of its prompt.
    """

    def __init__(self, rollout: Rollout, *, run: str | None = None, client: Turntree | None = None) -> None:
        self.rollout = rollout
        self.run = run
        self.turntree = client or Turntree()

    async def generate(self, input_batch: Mapping[str, Any]) -> dict[str, Any]:
        """The samples of all prompts, in their order."""
        count = len(input_batch["prompts"])
        identities = input_batch.get("trajectory_ids") or [None] * count
        done = await asyncio.gather(*(self._one(input_batch, at, identities[at]) for at in range(count)))
        output = generator_output(line for lines in done for line in lines)
        # The trainer knows its prompts by the identities that it gave, not by ours.
        known = [own for own, lines in zip(identities, done, strict=True) for _ in lines]
        if all(identity is not None for identity in known):
            output["trajectory_ids"] = known
        return output

    async def _one(self, batch: Mapping[str, Any], at: int, identity: Any) -> list[dict[str, Any]]:
        extras = batch.get("env_extras") or []
        classes = batch.get("env_classes") or []
        row = {
            "prompt": batch["prompts"][at],
            "env_class": classes[at] if at < len(classes) else None,
            "env_extras": extras[at] if at < len(extras) else {},
            "sampling_params": batch.get("sampling_params") or {},
        }
        rollout_id: SessionFields = {} if identity is None else {"rollout_id": identity.to_string()}
        return await asyncio.to_thread(
            lambda: lines_of_rollout(self.turntree, "skyrl", self.rollout, row, run=self.run, **rollout_id)
        )
