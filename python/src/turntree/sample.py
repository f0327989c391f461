"""One training sample, as numpy arrays over all of its tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from turntree._json import Fields, Json, JsonObject, as_object
from turntree.errors import UnreadableAnswer

Int64Array: TypeAlias = "npt.NDArray[np.int64]"
Int8Array: TypeAlias = "npt.NDArray[np.int8]"
Float64Array: TypeAlias = "npt.NDArray[np.float64]"

#: The format whose lines hold everything that a sample is made of, and that refuses no session.
FORMAT = "slime"


@dataclass(frozen=True, eq=False)
class Sample:
    """A sample of a session. All three arrays have one entry a token, the prompt's included.

    `log_probs[i]` is that of `tokens[i]` given the tokens before it, in nats; 0.0 where `loss_mask[i]` is 0.
    """

    tokens: Int64Array
    loss_mask: Int8Array
    log_probs: Float64Array
    #: Tokens before the first sampled one.
    prompt_length: int
    #: What the server knows the sample by: annotations, acknowledgements and proofs name it.
    digest: str
    session: str
    #: Its place among the samples of the session, from 0.
    index: int
    turns: tuple[int, ...]
    leaf: str
    policy: str
    #: A number, numbers by name, or None for a session without one.
    reward: float | dict[str, float] | None
    #: What the reward is worth within the session's group; None without one.
    advantage: float | None
    group_index: int | None
    group_place: int | None
    #: How it ended: completed, truncated or aborted.
    status: str
    #: The weight version of each turn that names one.
    weight_versions: tuple[str, ...]
    response: str
    label: Json
    prompt: Json
    metadata: JsonObject = field(repr=False)
    #: The line as the server sent it.
    line: JsonObject = field(repr=False)

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def response_length(self) -> int:
        """Tokens from the first sampled one to the end."""
        return len(self.tokens) - self.prompt_length

    @property
    def trained_tokens(self) -> int:
        """How many tokens train."""
        return int(self.loss_mask.sum())

    def response_span(self, values: npt.ArrayLike) -> npt.NDArray[np.generic]:
        """The part of a column over all tokens that stands over the response."""
        column = np.asarray(values)
        if column.shape[:1] != self.tokens.shape:
            raise ValueError(f"The sample has {len(self)} tokens and the column {column.shape}.")
        return column[self.prompt_length :]


def _reward(value: Json, what: str) -> float | dict[str, float] | None:
    if isinstance(value, dict):
        named: dict[str, float] = {}
        for name in value:
            number = Fields(value, f"the reward of {what}").optional_number(name)
            if number is not None:
                named[name] = number
        return named
    return Fields({"reward": value}, what).optional_number("reward")


def _spread(
    values: list[Json], kind: type[np.int8] | type[np.float64], length: int, what: str
) -> npt.NDArray[np.generic]:
    column = np.zeros(length, kind)
    if len(values) > length:
        raise UnreadableAnswer(f"{what} has {len(values)} entries for {length} tokens.")
    if values:
        column[length - len(values) :] = np.asarray(values, kind)
    return column


def read_sample(line: Json) -> Sample:
    """A line of the server as a sample. Raises `UnreadableAnswer` for one that is none."""
    whole = as_object(line, "A line of samples")
    fields = Fields(whole, "a sample")
    metadata = fields.object("metadata")
    mark = Fields(Fields(metadata, "a sample's metadata").object("turntree"), "a sample's mark")
    name = f"sample {mark.integer('sample')} of session {mark.text('session')}"
    tokens = np.asarray(fields.integers("tokens"), np.int64)
    response_length = max(0, fields.integer("response_length"))
    mask = _spread(fields.list("loss_mask"), np.int8, len(tokens), f"loss_mask of {name}")
    log_probs = _spread(fields.list("rollout_log_probs"), np.float64, len(tokens), f"log-probs of {name}")
    return Sample(
        tokens=tokens,
        loss_mask=mask.astype(np.int8, copy=False),
        log_probs=log_probs.astype(np.float64, copy=False),
        prompt_length=len(tokens) - response_length,
        digest=mark.text("digest"),
        session=mark.text("session"),
        index=mark.integer("sample"),
        turns=mark.integers("turns"),
        leaf=mark.text("leaf"),
        policy=mark.text("policy"),
        reward=_reward(whole.get("reward"), name),
        advantage=mark.optional_number("advantage"),
        group_index=mark.optional_integer("group_index"),
        group_place=mark.optional_integer("index"),
        status=mark.text("status"),
        weight_versions=fields.texts("weight_versions"),
        response=fields.text("response"),
        label=whole.get("label"),
        prompt=whole.get("prompt"),
        metadata=metadata,
        line=whole,
    )


def samples_in(answer: Json) -> list[Sample]:
    """The samples of an answer that holds them as `samples`."""
    return [read_sample(line) for line in Fields(as_object(answer, "The answer"), "the answer").list("samples")]
