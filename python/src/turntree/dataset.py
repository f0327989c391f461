"""Samples as a data set of Hugging Face's `datasets`, read while it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from turntree._operations import Wanted
from turntree.sample import Sample

if TYPE_CHECKING:
    from datasets import IterableDataset

    from turntree.client import Turntree


def columns_of(sample: Sample) -> dict[str, object]:
    """A sample as plain values; the same columns for every one."""
    return {
        "tokens": sample.tokens.tolist(),
        "loss_mask": sample.loss_mask.tolist(),
        "log_probs": sample.log_probs.tolist(),
        "prompt_length": sample.prompt_length,
        "reward": sample.reward if isinstance(sample.reward, float) else None,
        "advantage": sample.advantage,
        "group_index": sample.group_index,
        "session": sample.session,
        "sample": sample.index,
        "policy": sample.policy,
        "status": sample.status,
        "weight_versions": list(sample.weight_versions),
        "response": sample.response,
        "digest": sample.digest,
    }


def dataset_of(client: Turntree, filter: str | None, wanted: Wanted) -> IterableDataset:
    """An `IterableDataset` whose rows are asked for anew in each epoch."""
    from datasets import Features, IterableDataset, List, Value

    features = Features(
        {
            "tokens": List(Value("int64")),
            "loss_mask": List(Value("int8")),
            "log_probs": List(Value("float64")),
            "prompt_length": Value("int64"),
            "reward": Value("float64"),
            "advantage": Value("float64"),
            "group_index": Value("int64"),
            "session": Value("string"),
            "sample": Value("int64"),
            "policy": Value("string"),
            "status": Value("string"),
            "weight_versions": List(Value("string")),
            "response": Value("string"),
            "digest": Value("string"),
        }
    )

    def rows() -> Iterator[dict[str, object]]:
        return (columns_of(sample) for sample in client.samples(filter, **wanted))

    return IterableDataset.from_generator(rows, features=features)
