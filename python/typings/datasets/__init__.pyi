"""What this package uses of datasets, which has no types of its own."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

class Value:
    def __init__(self, dtype: str) -> None: ...

class List:
    def __init__(self, feature: Value) -> None: ...

class Features(dict[str, Any]):
    def __init__(self, features: Mapping[str, object]) -> None: ...

class IterableDataset:
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    @staticmethod
    def from_generator(
        generator: Callable[[], Iterator[Mapping[str, object]]], features: Features
    ) -> IterableDataset: ...
