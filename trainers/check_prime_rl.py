"""prime-rl's own types, packer and loss over a `prime-rl` export. It is in no package: its source tree is named."""

from __future__ import annotations

import importlib
import sys
import types
from dataclasses import dataclass
from typing import Any, Callable

import msgspec
import torch
from report import Given, Report, given, is_scored
from stand_ins import without_init
from tiny_model import TinyModel

Line = dict[str, Any]
LONGEST = 100_000


@dataclass
class LossSettings:
    """prime-rl's own defaults."""

    dppo_mask_low: float = 0.2
    dppo_mask_high: float = 0.2
    adv_tau: float = 1.0
    kl_tau: float = 1e-3


def uncompiled(*given_to_compile: Any, **_: Any) -> Any:
    """A loss is looked at as it is written."""
    function: Callable | None = given_to_compile[0] if given_to_compile else None
    return function if callable(function) else lambda wrapped: wrapped


class PrimeRl:
    def __init__(self, source: str) -> None:
        tree = f"{source}/src"
        sys.path.insert(0, tree)
        without_init(tree, "prime_rl.transports", "prime_rl.transports.rollouts")
        for name in ("prime_rl.configs", "prime_rl.configs.trainer", "prime_rl.utils.utils"):
            sys.modules[name] = types.ModuleType(name)
        others = {name: type(name, (), {}) for name in ("CustomLossConfig", "IPOLossConfig")}
        sys.modules["prime_rl.configs.trainer"].__dict__.update(
            DefaultLossConfig=LossSettings, LossConfig=object, **others
        )
        sys.modules["prime_rl.utils.utils"].__dict__.update(import_object=None)
        torch.compile = uncompiled
        self.sample = importlib.import_module("prime_rl.transports.rollouts.types").TrainingSample
        self.batch = importlib.import_module("prime_rl.trainer.batch")
        self.losses = importlib.import_module("prime_rl.trainer.rl.loss")

    def sample_of(self, line: Line) -> Any:
        """A line as the trainer gets it, over the wire."""
        from turntree.integrations.prime_rl import training_sample

        made = training_sample(line)
        return msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=self.sample)


def check_line(prime: PrimeRl, model: TinyModel, line: Line, report: Report) -> None:
    session = line["turntree"]["session"]
    row = prime.batch.prepare_sample(prime.sample_of(line), LONGEST)
    report.did("TrainingSample, prepare_sample, default loss")
    if not is_scored(session, len(row.input_ids)):
        return
    logits = model.logits(row.input_ids)[None].requires_grad_(True)
    ids = torch.tensor([model.mapped(row.input_ids)])
    # As prime-rl's train.py: labels one to the left, logits divided as they stand, log-probs back to the right.
    scaled = logits / torch.tensor([row.temperatures])[..., None]
    found = prime.losses.shift_tensor_right(
        prime.losses.selective_log_softmax(scaled, prime.losses.shift_tensor_left(ids))
    )
    mask, recorded = torch.tensor(row.loss_mask), torch.tensor(row.inference_logprobs)
    report.log_probs(session, found[0], recorded, mask)
    # A sample worth nothing moves nothing, and the gradient could not be looked at.
    advantages = torch.where(mask, torch.ones_like(recorded), torch.zeros_like(recorded))
    loss, _ = prime.losses.compute_loss(
        *([found[0]], [recorded], None, [advantages], [mask], None, None, None),
        *(lambda inputs: prime.losses.default_loss_fn(inputs, LossSettings()), int(mask.sum()), 1, 1),
    )
    loss.backward()
    rows = torch.zeros_like(mask)
    rows[:-1] = mask[1:]
    report.gradient(session, logits, rows[None])


def main() -> None:
    run: Given = given()
    prime, model = PrimeRl(run.source), TinyModel.of(run.vocabulary)
    report = Report("prime-rl", "source tree")
    lines = list(run.lines("prime-rl"))
    report.lines = len(lines)
    for line in lines:
        check_line(prime, model, line, report)
    samples = [prime.sample_of(line) for line in lines]
    packed = prime.batch.prepare_batch(samples, 32768, 1, sum)
    report.check(sum(len(ranks) for ranks in packed) > 0, "prepare_batch packed nothing")
    report.did("prepare_batch")
    report.print()


if __name__ == "__main__":
    main()
