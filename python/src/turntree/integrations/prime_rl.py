# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""prime-rl: lines of the format `prime-rl` as `TrainingSample`."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from prime_rl.transports.rollouts.types import RoutedExperts, TrainingSample

from turntree.integrations._rollout import without_mark


def training_sample(line: Mapping[str, Any]) -> TrainingSample:
    """A line as the struct whose wire form is positional."""
    fields = without_mark(line)
    routed = fields.get("routed_experts")
    if routed is not None:
        fields["routed_experts"] = RoutedExperts(**{**routed, "data": base64.b64decode(routed["data"])})
    return TrainingSample(**fields)


def training_samples(lines: Iterable[Mapping[str, Any]]) -> list[TrainingSample]:
    """Lines as training samples."""
    return [training_sample(line) for line in lines]
