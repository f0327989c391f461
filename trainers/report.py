"""What one trainer's check found, printed as one line of JSON for run-trainers.ts."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any, Iterator

import torch
from transformers import PreTrainedTokenizerFast

#: Largest difference in nats that single precision explains; a shift by one token makes more than 1.
CLOSE = 1e-3
#: Samples longer than this are read and not scored: their logits would fill the memory.
LONGEST_SCORED = 3000


class Report:
    def __init__(self, trainer: str, version: str) -> None:
        self.trainer = trainer
        self.version = version
        self.lines = 0
        self.trained_tokens = 0
        self.worst = 0.0
        self.ran: list[str] = []
        self.problems: list[str] = []

    def did(self, what: str) -> None:
        """Names a part of the trainer that ran."""
        if what not in self.ran:
            self.ran.append(what)

    def check(self, holds: bool, what: str) -> None:
        if not holds:
            self.problems.append(what)

    def log_probs(self, session: str, found: torch.Tensor, recorded: torch.Tensor, mask: torch.Tensor) -> None:
        """The trainer's log-probs equal the recorded ones on every trained token: its ratio is 1."""
        trained = mask.bool()
        self.trained_tokens += int(trained.sum())
        if not trained.any():
            return
        worst = float((found.detach() - recorded)[trained].abs().max())
        self.worst = max(self.worst, worst)
        self.check(worst < CLOSE, f"{session}: log-probs differ by {worst:.4f} nats")

    def gradient(self, session: str, logits: torch.Tensor, rows: torch.Tensor) -> None:
        """The loss moved the rows that predict a trained token, and no other."""
        moved = logits.grad.abs().sum(-1) > 0
        self.check(torch.equal(moved, rows.bool()), f"{session}: gradient on {int(moved.sum())} rows of {int(rows.sum())}")

    def print(self) -> None:
        print(json.dumps(self.__dict__))


def lines_of(path: str) -> Iterator[dict[str, Any]]:
    with open(path) as lines:
        for line in lines:
            yield json.loads(line)


@dataclass(frozen=True)
class Given:
    """What run-trainers.ts gives a check."""

    #: Folder with `{format}.jsonl`.
    exports: str
    #: File with the ids that the tiny model knows.
    vocabulary: str
    #: Folder of the tokenizer that the recordings were made with.
    tokenizer: str
    #: What all sessions were sampled at, but one that mixes temperatures.
    temperature: float
    #: The trainer's source tree; empty where it is a package.
    source: str

    def tokens(self) -> PreTrainedTokenizerFast:
        tokenizer = PreTrainedTokenizerFast(tokenizer_file=f"{self.tokenizer}/tokenizer.json")
        tokenizer.pad_token = "<|endoftext|>"
        tokenizer.eos_token = "<|im_end|>"
        return tokenizer

    def lines(self, format: str) -> Iterator[dict[str, Any]]:
        return lines_of(f"{self.exports}/{format}.jsonl")


def given() -> Given:
    exports, vocabulary, tokenizer, temperature, source = sys.argv[1:6]
    return Given(exports, vocabulary, tokenizer, float(temperature), source)


def is_scored(session: str, length: int) -> bool:
    """Whether a sample of so many ids is scored. A session whose turns have several temperatures is not: a trainer that
    has one for all finds other log-probs."""
    return length <= LONGEST_SCORED and not session.endswith("edge-temperatures")
