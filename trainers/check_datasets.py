"""`datasets` over every format, and chat lines through a template: what supervised trainers read."""

from __future__ import annotations

import os

os.environ["HF_HUB_OFFLINE"] = "1"

import json
from glob import glob
from importlib.metadata import version
from typing import Any

from datasets import load_dataset
from numpy import float32
from pyarrow import DataType
from pyarrow.parquet import read_table
from pyarrow.types import is_float32, is_list, is_string
from report import Report, given, lines_of

TEMPLATE = "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"


def check_columns(report: Report, path: str) -> None:
    """A Parquet file has the rows of the lines beside it: `datasets` and pyarrow read the same of it."""
    name = os.path.basename(path)
    written = list(lines_of(path.replace(".parquet", ".jsonl")))
    loaded = load_dataset("parquet", data_files=path, split="train")
    table = read_table(path)
    report.check(len(loaded) == len(written) == table.num_rows, f"{name}: {len(loaded)} of {len(written)} rows")
    for row, other, line in zip(loaded, table.to_pylist(), written):
        for column in table.schema:
            value = row[column.name]
            report.check(value == other[column.name], f"{name}: {column.name} differs between its readers")
            report.check(value == as_column(line.get(column.name), column.type), f"{name}: {column.name} is not the line's")
    report.did(name)


def as_column(value: Any, kind: DataType) -> Any:
    """A field of a line as its column has it: floats of 32 bits, and what is no column of its own as JSON."""
    if value is None:
        return None
    if is_string(kind) and not isinstance(value, str):
        return Text(value)
    if is_list(kind) and is_float32(kind.value_type):
        return [float(float32(one)) for one in value]
    return Text(value) if is_string(kind) else value


class Text:
    """A text, or the JSON of a value, however it is spelled."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return other == self.value or (isinstance(other, str) and json.loads(other) == self.value)


def main() -> None:
    run = given()
    report = Report("datasets", version("datasets"))
    for path in sorted(glob(f"{run.exports}/*.jsonl")):
        name = os.path.basename(path)
        written = list(lines_of(path))
        loaded = load_dataset("json", data_files=path, split="train")
        report.check(len(loaded) == len(written), f"{name}: {len(loaded)} of {len(written)} lines")
        report.lines += len(written)
        report.did(name.removesuffix(".jsonl"))
    for path in sorted(glob(f"{run.exports}/*.parquet")):
        check_columns(report, path)
    tokenizer = run.tokens()
    for line in load_dataset("json", data_files=f"{run.exports}/messages.jsonl", split="train"):
        text = tokenizer.apply_chat_template(line["messages"], chat_template=TEMPLATE, tokenize=False)
        report.check(str(line["messages"][0]["content"]) in text, "a chat line lost its first message")
    report.print()


if __name__ == "__main__":
    main()
