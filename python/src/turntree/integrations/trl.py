# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""TRL: lines of the format `trl` for the asynchronous trainer, and a rollout function for `GRPOTrainer`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from turntree.client import Turntree
from turntree.integrations._rollout import Rollout, lines_of_rollout, without_mark


def rollout_sample(line: Mapping[str, Any]) -> Any:
    """A line as the `RolloutSample` that AsyncGRPOTrainer's queue takes."""
    from trl.experimental.async_grpo.async_rollout_worker import RolloutSample

    columns = {
        "input_ids": np.asarray(line["input_ids"], np.int64),
        "completion_mask": np.asarray(line["completion_mask"], np.int64),
        "old_log_probs": np.asarray(line["old_log_probs"], np.float32),
    }
    return RolloutSample(**{**without_mark(line), **columns})


def rollout_samples(lines: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Lines as samples for AsyncGRPOTrainer's queue."""
    return [rollout_sample(line) for line in lines]


def rollout_func(
    tt: Turntree, rollout: Rollout, *, run: str | None = None, parallel: int = 16
) -> Callable[[list[Any], Any], dict[str, list[Any]]]:
    """`rollout_func` of GRPOTrainer: each prompt is a session, whose sample with the most trained tokens goes on.

    `turntree_reward` of the answer holds the rewards: a reward function takes them as a keyword argument.
    """

    def one(prompt: Any) -> Mapping[str, Any]:
        lines = lines_of_rollout(tt, "verl", rollout, {"prompt": prompt}, run=run)
        if not lines:
            raise ValueError("The rollout trains no token: its session has no sample.")
        return max(lines, key=lambda line: sum(line["response_mask"]))

    def sampled(prompts: list[Any], trainer: Any) -> dict[str, list[Any]]:
        del trainer
        with ThreadPoolExecutor(parallel) as pool:
            lines = list(pool.map(one, prompts))
        return {
            "prompt_ids": [line["prompt_ids"] for line in lines],
            "completion_ids": [line["response_ids"] for line in lines],
            "logprobs": [line["response_logprobs"] for line in lines],
            "env_mask": [line["response_mask"] for line in lines],
            "turntree_reward": [line["reward_score"] for line in lines],
        }

    return sampled
