# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""Tinker: lines of the format `tinker` as `Datum`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tinker import types


def datum(line: Mapping[str, Any]) -> types.Datum:
    """A line as a datum for `forward_backward`. The column `mask` is for reading alone, and is left out."""
    columns = {name: types.TensorData(**column) for name, column in line["loss_fn_inputs"].items() if name != "mask"}
    return types.Datum(model_input=types.ModelInput(**line["model_input"]), loss_fn_inputs=columns)


def datums(lines: Iterable[Mapping[str, Any]]) -> list[types.Datum]:
    """Lines as data for `forward_backward`."""
    return [datum(line) for line in lines]
