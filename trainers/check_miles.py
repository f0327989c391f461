"""miles' own sample and conversion over a `slime` export. It is in no package: its source tree is named."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

import numpy as np
from report import Report, given
from stand_ins import stand_in_for

SETTINGS = {
    **{"reward_key": None, "advantage_estimator": "grpo", "rewards_normalization": True},
    **{"grpo_std_normalization": True, "n_samples_per_prompt": 4, "rollout_batch_size": 1},
    **{"use_dynamic_global_batch_size": False, "balance_data": False},
}


def main() -> None:
    run = given()
    sys.path.insert(0, run.source)
    stand_in_for("megatron", "sglang", "ray", "sglang_router", "wandb", "pybase64")
    stand_in_for(*(f"miles.utils.{name}" for name in ("object_store", "multi_lora", "timer", "dp_schedule")))
    from miles.ray.rollout import train_data_conversion
    from miles.utils.types import Sample

    train_data_conversion.is_multi_lora_enabled = lambda _: False
    report = Report("miles", "source tree")
    sessions: dict[str, list[Any]] = {}
    for line in run.lines("slime"):
        report.lines += 1
        sample = Sample.from_dict(line)
        if isinstance(sample.reward, float):
            sessions.setdefault(line["metadata"]["turntree"]["session"], []).append(sample)
    for session, samples in sessions.items():
        # miles takes one reward a rollout, which leaf rewards are not.
        if len({sample.reward for sample in samples}) > 1:
            continue
        data = train_data_conversion.convert_samples_to_train_data(Namespace(**SETTINGS), samples, {}, None, None)
        rollouts = np.asarray(data["rollout_ids"], dtype="int64")
        report.check(len(set(rollouts.tolist())) == 1, f"{session}: rollouts {rollouts.tolist()}")
        report.trained_tokens += sum(int(np.sum(mask)) for mask in data["loss_masks"])
    report.did("Sample, conversion")
    report.print()


if __name__ == "__main__":
    main()
