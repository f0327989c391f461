"""Samples as one padded batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

import numpy as np

from turntree.sample import Float64Array, Int8Array, Int64Array, Sample

if TYPE_CHECKING:
    from torch import Tensor


class TensorBatch(TypedDict):
    """A batch as tensors: integers of 64 bits, numbers of 32."""

    input_ids: Tensor
    attention_mask: Tensor
    position_ids: Tensor
    loss_mask: Tensor
    log_probs: Tensor
    advantages: Tensor
    rewards: Tensor


@dataclass(frozen=True, eq=False)
class Batch:
    """Samples beside each other, of one length. Rows are samples, columns are tokens; filler is 0 in every mask.

    A column stands at the token that it is about. The logits that predict the token at `i` are those of the row `i - 1`
    of a model's answer: `shifted` gives the columns at those rows.
    """

    input_ids: Int64Array
    attention_mask: Int64Array
    #: 0 at the first token of a sample, wherever filler is put.
    position_ids: Int64Array
    loss_mask: Int8Array
    log_probs: Float64Array
    #: The sample's advantage at its trained tokens, 0.0 elsewhere and where it has none.
    advantages: Float64Array
    #: One a sample; not a number where it has none, or several by name.
    rewards: Float64Array

    def shifted(self) -> Batch:
        """The batch with its masks, log-probs and advantages at the rows that predict their tokens; ids stay."""
        rows = np.zeros_like(self.loss_mask), np.zeros_like(self.log_probs), np.zeros_like(self.advantages)
        for row, column in zip(rows, (self.loss_mask, self.log_probs, self.advantages), strict=True):
            row[:, :-1] = column[:, 1:]
        return Batch(self.input_ids, self.attention_mask, self.position_ids, rows[0], rows[1], rows[2], self.rewards)

    def tensors(self) -> TensorBatch:
        """The batch for torch. Needs the extra `torch`."""
        import torch

        return {
            "input_ids": torch.from_numpy(self.input_ids),
            "attention_mask": torch.from_numpy(self.attention_mask),
            "position_ids": torch.from_numpy(self.position_ids),
            "loss_mask": torch.from_numpy(self.loss_mask.astype(np.int64)),
            "log_probs": torch.from_numpy(self.log_probs.astype(np.float32)),
            "advantages": torch.from_numpy(self.advantages.astype(np.float32)),
            "rewards": torch.from_numpy(self.rewards.astype(np.float32)),
        }


def batch_of(samples: Sequence[Sample], *, pad_id: int = 0, side: Literal["left", "right"] = "right") -> Batch:
    """Pads samples to the longest one, with `pad_id` for ids. Raises `ValueError` for none."""
    if not samples:
        raise ValueError("A batch has at least one sample.")
    shape = len(samples), max(len(sample) for sample in samples)
    batch = Batch(
        input_ids=np.full(shape, pad_id, np.int64),
        attention_mask=np.zeros(shape, np.int64),
        position_ids=np.zeros(shape, np.int64),
        loss_mask=np.zeros(shape, np.int8),
        log_probs=np.zeros(shape, np.float64),
        advantages=np.zeros(shape, np.float64),
        rewards=np.array([s.reward if isinstance(s.reward, float) else np.nan for s in samples], np.float64),
    )
    for row, sample in enumerate(samples):
        place = slice(0, len(sample)) if side == "right" else slice(shape[1] - len(sample), shape[1])
        batch.input_ids[row, place] = sample.tokens
        batch.attention_mask[row, place] = 1
        batch.position_ids[row, place] = np.arange(len(sample))
        batch.loss_mask[row, place] = sample.loss_mask
        batch.log_probs[row, place] = sample.log_probs
        batch.advantages[row, place] = sample.loss_mask * (sample.advantage or 0.0)
    return batch


def collate(samples: Sequence[Sample], *, pad_id: int = 0, side: Literal["left", "right"] = "right") -> TensorBatch:
    """Samples as padded tensors, such as a `DataLoader` takes for its `collate_fn`. Needs the extra `torch`."""
    return batch_of(samples, pad_id=pad_id, side=side).tensors()
