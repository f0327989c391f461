"""Tinker's own types over a `tinker` export: a datum holds what its columns say, and its targets have ratio 1."""

from __future__ import annotations

from importlib.metadata import version

import torch
from report import Report, given, is_scored
from tiny_model import TinyModel
from turntree.integrations.tinker import datum


def main() -> None:
    run = given()
    model = TinyModel.of(run.vocabulary)
    report = Report("Tinker", version("tinker"))
    for line in run.lines("tinker"):
        report.lines += 1
        session = line["turntree"]["session"]
        made = datum(line)
        report.did("Datum, ModelInput, TensorData")
        columns = {name: column.to_torch() for name, column in made.loss_fn_inputs.items()}
        ids = made.model_input.to_ints()
        report.check(all(len(column) == len(ids) for column in columns.values()), f"{session}: a column is shorter")
        if not is_scored(session, len(ids)):
            continue
        logits = model.logits(ids).requires_grad_(True)
        targets = torch.tensor(model.mapped(columns["target_tokens"].tolist()))
        found = torch.log_softmax(logits / run.temperature, -1).gather(-1, targets[:, None])[:, 0]
        trained = columns["weights"] > 0
        report.log_probs(session, found, columns["logprobs"], trained)
        # The importance-sampling loss as Tinker documents it, over an advantage of one at every target that trains.
        (-(torch.exp(found - columns["logprobs"]) * columns["weights"]).sum()).backward()
        report.gradient(session, logits, trained)
    report.print()


if __name__ == "__main__":
    main()
