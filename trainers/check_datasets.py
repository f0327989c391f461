"""`datasets` over every format, and chat lines through a template: what supervised trainers read."""

from __future__ import annotations

import os

os.environ["HF_HUB_OFFLINE"] = "1"

from glob import glob
from importlib.metadata import version

from datasets import load_dataset
from report import Report, given, lines_of

TEMPLATE = "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"


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
    tokenizer = run.tokens()
    for line in load_dataset("json", data_files=f"{run.exports}/messages.jsonl", split="train"):
        text = tokenizer.apply_chat_template(line["messages"], chat_template=TEMPLATE, tokenize=False)
        report.check(str(line["messages"][0]["content"]) in text, "a chat line lost its first message")
    report.print()


if __name__ == "__main__":
    main()
