# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""slime and miles: lines of the format `slime` as `Sample`, and a custom generate function over a rollout of yours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from typing import Any

import numpy as np

from turntree.client import Turntree
from turntree.integrations._rollout import Rollout, lines_of_rollout, sampling

_SAMPLING = {"temperature": "temperature", "top_p": "top_p", "top_k": "top_k", "max_new_tokens": "max_tokens"}


def samples(lines: Iterable[Mapping[str, Any]], kind: Any = None) -> list[Any]:
    """Lines as slime's `Sample`, or as another class with its `from_dict`, such as miles' own.

    Routed experts become an array, which miles asks for and slime takes too.
    """
    if kind is None:
        from slime.utils.types import Sample

        kind = Sample
    made = [kind.from_dict(dict(line)) for line in lines]
    for sample in made:
        if getattr(sample, "rollout_routed_experts", None) is not None:
            sample.rollout_routed_experts = np.asarray(sample.rollout_routed_experts, dtype=np.int32)
    return made


def generate_function(
    rollout: Rollout, *, run: str | None = None, client: Turntree | None = None
) -> Callable[[Any, Any, dict[str, Any]], Any]:
    """`--custom-generate-function-path` names what this returns. The rollout gets the fields of slime's base sample.

    A rollout gives a sample for each branch of its history; they share `rollout_id`.
    """

    async def generate(args: Any, sample: Any, sampling_params: dict[str, Any]) -> list[Any]:
        del args
        row = {"prompt": sample.prompt, "label": sample.label, "metadata": getattr(sample, "metadata", None) or {}}
        place: dict[str, Any] = {} if getattr(sample, "rollout_id", None) is None else {"rollout_id": sample.rollout_id}

        def lines_of_session() -> list[dict[str, Any]]:
            with Turntree() if client is None else nullcontext(client) as tt:
                return lines_of_rollout(
                    tt,
                    "slime",
                    rollout,
                    row,
                    group=sample.group_index,
                    index=sample.index,
                    run=run,
                    label=sample.label,
                    prompt=sample.prompt,
                    sampling_defaults=sampling(sampling_params, _SAMPLING),
                    **place,
                )

        lines = await asyncio.to_thread(lines_of_session)
        return samples(lines, type(sample))

    return generate
