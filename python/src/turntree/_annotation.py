"""Annotations as lines: a value, or a column as the bytes of 64-bit floats."""

from __future__ import annotations

import base64
import time
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from turntree._json import Json, JsonObject
from turntree.feed import Leased
from turntree.sample import Sample

#: Whom annotations are from unless said.
PRODUCER = "trainer"

#: A line that the server has exported: it is known by its digest.
Annotated: TypeAlias = "Sample | Leased"


def _said(kind: str, values: npt.ArrayLike | Json, producer: str, at: int | None) -> JsonObject:
    said: JsonObject = {"producer": producer, "kind": kind, "at": round(time.time() * 1000) if at is None else at}
    if values is None or isinstance(values, (str, dict, bool)):
        return {**said, "value": values}
    column = np.asarray(values, np.float64)
    if column.ndim == 0:
        return {**said, "value": float(column)}
    if column.ndim != 1:
        raise ValueError(f"A column has one dimension, not {column.ndim}.")
    return {**said, "values": base64.b64encode(column.astype("<f8").tobytes()).decode()}


def of_line(line: Annotated, kind: str, values: npt.ArrayLike | Json, producer: str, at: int | None) -> JsonObject:
    """What is said of an exported line. Raises `ValueError` for a column that cannot be over it."""
    session = line.session if isinstance(line, Sample) else line.sample.session
    return {**_said(kind, values, producer, at), "digest": line.digest, "session": session}


def of_session(
    kind: str,
    values: npt.ArrayLike | Json,
    producer: str,
    at: int | None,
    turn: int | None,
    start: int | None,
    leaf: int | str | None,
    node: str | None,
) -> JsonObject:
    """What is said of a session, or of a part of it."""
    said = _said(kind, values, producer, at)
    for name, value in (
        ("turn", turn),
        ("start", start),
        ("leaf", None if leaf is None else str(leaf)),
        ("node", node),
    ):
        if value is not None:
            said[name] = value
    return said
