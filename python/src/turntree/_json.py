"""JSON values, and the fields of an object that a server sent: read with their type or refused in words."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TypeAlias, cast

from turntree.errors import UnreadableAnswer

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = "dict[str, Json]"


def parse(text: str | bytes) -> Json:
    """A JSON text as a value; `UnreadableAnswer` where it is none."""
    try:
        return cast(Json, json.loads(text))
    except ValueError as error:
        raise UnreadableAnswer(f"The server's answer is no JSON: {error}.") from None


def as_object(value: Json, what: str) -> JsonObject:
    """The value as an object; `what` names it in the error."""
    if isinstance(value, dict):
        return value
    raise UnreadableAnswer(f"{what} is no object.")


class Fields:
    """Reads the fields of one object. Each error names the field and the object."""

    def __init__(self, values: Mapping[str, Json], what: str) -> None:
        self.values = values
        self.what = what

    def object(self, name: str) -> JsonObject:
        """A field that is an object."""
        return as_object(self.values.get(name), f"{name} of {self.what}")

    def text(self, name: str) -> str:
        """A field that is a text."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value
        raise self._unfit(name, "a text")

    def optional_text(self, name: str) -> str | None:
        """A field that is a text, absent or null."""
        return None if self.values.get(name) is None else self.text(name)

    def integer(self, name: str) -> int:
        """A field that is a whole number."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self._unfit(name, "a whole number")

    def optional_integer(self, name: str) -> int | None:
        """A field that is a whole number, absent or null."""
        return None if self.values.get(name) is None else self.integer(name)

    def optional_number(self, name: str) -> float | None:
        """A field that is a finite number, absent or null."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
        raise self._unfit(name, "a number")

    def list(self, name: str) -> list[Json]:
        """A field that is a list."""
        value = self.values.get(name)
        if isinstance(value, list):
            return value
        raise self._unfit(name, "a list")

    def integers(self, name: str) -> tuple[int, ...]:
        """A field that is a list of whole numbers."""
        values = self.list(name)
        if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
            return tuple(cast("list[int]", values))
        raise self._unfit(name, "a list of whole numbers")

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that is a list of texts."""
        values = self.list(name)
        if all(isinstance(value, str) for value in values):
            return tuple(cast("list[str]", values))
        raise self._unfit(name, "a list of texts")

    def _unfit(self, name: str, wanted: str) -> UnreadableAnswer:
        return UnreadableAnswer(f"{name} of {self.what} is not {wanted}.")
