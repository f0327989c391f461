"""A forward pass of the tiny model over a `packed` export: each sample's log-probs are those that it has by itself."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import torch
from report import Report, given, is_scored
from tiny_model import TinyModel

sys.path.insert(0, str(Path(__file__).parent.parent / "examples"))
from read_packed import places, positions, unpack, visible  # noqa: E402

#: Packed and single passes sum the same numbers in another order; the model runs in double precision for both.
ALIKE = 1e-5
#: The mask of a tree is a square: longer ones are read and not forwarded.
LONGEST_TREE = 3000


def tree_logits(model: TinyModel, line: dict) -> torch.Tensor:
    """One pass over the tree: every token at its own position, seeing its own way from the root alone."""
    seen = torch.tensor(visible(line))[None, None]
    hidden = torch.zeros(seen.shape, dtype=torch.float64).masked_fill(~seen, torch.finfo(torch.float64).min)
    ids = torch.tensor([model.mapped(line["packed_ids"])])
    with torch.no_grad():
        out = model.model(input_ids=ids, attention_mask=hidden, position_ids=torch.tensor([positions(line)]))
    return out.logits[0]


def main() -> None:
    run = given()
    model = TinyModel.of(run.vocabulary)
    model.model.double()
    report = Report("transformers, packed trees", version("transformers"))
    furthest = 0.0
    for line in run.lines("packed"):
        report.lines += 1
        session = line["session"]
        if line["tokens"] > LONGEST_TREE or not is_scored(session, line["tokens"]):
            continue
        logits = tree_logits(model, line)
        for packed, sample in zip(line["samples"], unpack(line)):
            at = torch.tensor(places(line, packed))
            targets = torch.tensor(model.mapped(sample["tokens"]))[1:, None]
            together = torch.log_softmax(logits[at[:-1]] / run.temperature, -1).gather(-1, targets)[:, 0]
            alone = torch.tensor(model.log_probs(sample["tokens"], run.temperature)[1:])
            worst = float((together - alone).abs().max())
            furthest = max(furthest, worst)
            report.check(worst < ALIKE, f"{session}: packed and single log-probs differ by {worst:.2e} nats")
            trained = torch.tensor(sample["loss_mask"][1:]) > 0
            report.log_probs(session, together, torch.tensor(sample["log_probs"][1:]), trained)
    report.did(f"one forward pass a tree under its own mask, at most {furthest:.0e} nats from single passes")
    report.print()


if __name__ == "__main__":
    main()
