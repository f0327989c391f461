"""Padded batches: every column stands at its token, whichever side the filler is on."""

from __future__ import annotations

import numpy as np
import pytest

from turntree import Sample, batch_of, read_sample


def sample(tokens: list[int], prompt: int, mask: list[int], log_probs: list[float], reward: object) -> Sample:
    mark = {
        "session": "s",
        "sample": 0,
        "turns": [1],
        "leaf": "0",
        "policy": "strict",
        "digest": "d",
        "advantage": -2.0,
        "status": "completed",
        "group_index": None,
        "index": None,
    }
    return read_sample(
        {
            "tokens": list(tokens),
            "response_length": len(tokens) - prompt,
            "loss_mask": list(mask),
            "rollout_log_probs": list(log_probs),
            "reward": reward,  # pyright: ignore[reportArgumentType]
            "weight_versions": [],
            "response": "",
            "metadata": {"turntree": mark},  # pyright: ignore[reportArgumentType]
        }
    )


SHORT = sample([5, 6, 7], 1, [1, 1], [-0.5, -0.25], 1.0)
LONG = sample([1, 2, 3, 4, 5], 2, [1, 0, 1], [-1.0, 0.0, -2.0], {"a": 1.0})


def test_columns_are_padded_and_positions_count_from_each_sample_s_start() -> None:
    right = batch_of([SHORT, LONG], pad_id=9)
    assert right.input_ids.tolist() == [[5, 6, 7, 9, 9], [1, 2, 3, 4, 5]]
    assert right.attention_mask.tolist() == [[1, 1, 1, 0, 0], [1] * 5]
    assert right.position_ids.tolist() == [[0, 1, 2, 0, 0], [0, 1, 2, 3, 4]]
    assert right.loss_mask.tolist() == [[0, 1, 1, 0, 0], [0, 0, 1, 0, 1]]
    assert right.log_probs.tolist() == [[0, -0.5, -0.25, 0, 0], [0, 0, -1.0, 0, -2.0]]
    assert right.advantages.tolist() == [[0, -2.0, -2.0, 0, 0], [0, 0, -2.0, 0, -2.0]]
    assert right.rewards[0] == 1.0
    assert np.isnan(right.rewards[1])
    left = batch_of([SHORT, LONG], side="left")
    assert left.input_ids.tolist()[0] == [0, 0, 5, 6, 7]
    assert left.position_ids.tolist()[0] == [0, 0, 0, 1, 2]
    assert left.loss_mask.tolist()[0] == [0, 0, 0, 1, 1]


def test_shifted_columns_stand_at_the_rows_that_predict_their_tokens() -> None:
    shifted = batch_of([SHORT, LONG]).shifted()
    assert shifted.loss_mask.tolist() == [[1, 1, 0, 0, 0], [0, 1, 0, 1, 0]]
    assert shifted.log_probs.tolist() == [[-0.5, -0.25, 0, 0, 0], [0, -1.0, 0, -2.0, 0]]
    assert shifted.input_ids.tolist()[0] == [5, 6, 7, 0, 0]


def test_a_batch_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        batch_of([])


def test_a_column_of_another_length_has_no_response_span() -> None:
    assert LONG.response_span(LONG.tokens).tolist() == [3, 4, 5]
    with pytest.raises(ValueError, match="5 tokens"):
        LONG.response_span([1, 2])
