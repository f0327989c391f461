"""What a session is opened with, and what both of its forms hold."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Literal, TypedDict, cast

from turntree import _json
from turntree._json import Json, JsonObject
from turntree.errors import TurntreeError

if sys.version_info >= (3, 11):
    from typing import Unpack as Unpack
else:
    from typing_extensions import Unpack as Unpack

#: Keys that are the trainer's: no agent learns them.
_TRAINERS_OWN = (
    "TURNTREE_API_TOKEN",
    "TURNTREE_TRAINER_TOKEN",
    "TURNTREE_READ_TOKEN",
    "TURNTREE_SIGNING_KEY",
)

#: Stands in where the server asks for no key and a client wants one.
NO_KEY = "none"


class SessionFields(TypedDict, total=False):
    """What a session may be opened with beside its group; each as `POST /api/sessions` takes it."""

    id: str
    rollout_id: int | str
    label: Json
    prompt: Json
    sampling_defaults: JsonObject
    max_context_tokens: int
    max_turns: int
    policy: str | JsonObject
    prompt_mode: Literal["graft", "render"]
    matcher: Literal["exact", "echo"]
    labels: JsonObject
    metadata: JsonObject


class Amended(TypedDict, total=False):
    """What may be amended; each as `PATCH /api/sessions/{id}` takes it. None takes a reward back."""

    reward: float | dict[str, float] | None
    leaf_rewards: dict[str, float | None]
    turn_rewards: dict[str, float | None]
    labels: JsonObject
    metadata: JsonObject
    producer: str


def amend_body(fields: Amended) -> JsonObject:
    """The body of `PATCH /api/sessions/{id}`."""
    return cast(JsonObject, {**fields})


def open_body(group: int | None, index: int | None, run: str | None, fields: SessionFields) -> JsonObject:
    """The body of `POST /api/sessions`."""
    labels: JsonObject = dict(fields.get("labels", {}))
    if run is not None:
        labels["run"] = run
    body: JsonObject = {name: value for name, value in fields.items() if name != "labels"}  # pyright: ignore[reportAssignmentType]
    for name, value in (("group_index", group), ("index", index), ("labels", labels or None)):
        if value is not None:
            body[name] = value
    return body


class OpenedSession:
    """The addresses of an open session, and the rewards that it is to be finished with."""

    def __init__(self, answer: Json) -> None:
        fields = _json.Fields(_json.as_object(answer, "The opened session"), "the opened session")
        self.id = fields.text("id")
        #: The session's own key; None where the server asks for none. The addresses hold it.
        self.key = fields.optional_text("key")
        self.base_url = fields.text("base_url")
        #: For clients of OpenAI's APIs.
        self.openai = fields.text("openai_base_url")
        #: For clients of Anthropic's API.
        self.anthropic = fields.text("anthropic_base_url")
        self.closed = False
        self._reward: float | dict[str, float] | None = None
        self._leaf_rewards: dict[str, float] = {}
        self._turn_rewards: dict[str, float] = {}

    def env(self, base: Mapping[str, str] | None = None) -> dict[str, str]:
        """An environment for a subprocess whose agent is to call the model in this session.

        It is `base` (this process's own unless given) without the trainer's keys, with the addresses that clients of
        OpenAI and Anthropic read, and something for a key, which they insist on.
        """
        inherited = os.environ if base is None else base
        kept = {name: value for name, value in inherited.items() if name not in _TRAINERS_OWN}
        key = self.key or NO_KEY
        return {
            **kept,
            "OPENAI_BASE_URL": self.openai,
            "OPENAI_API_KEY": key,
            "ANTHROPIC_BASE_URL": self.anthropic,
            "ANTHROPIC_API_KEY": key,
        }

    def reward(
        self, value: float | Mapping[str, float], *, leaf: int | str | None = None, turn: int | None = None
    ) -> None:
        """Sets what the session is finished with: its reward, that of one leaf, or that of one turn.

        A leaf is named by its id or by the number of its turn; turns count from 1. The last word on each counts. The
        session's reward may be numbers by name.
        """
        if self.closed:
            raise TurntreeError(f'The session "{self.id}" is closed; amend its reward with `amend`.')
        if leaf is None and turn is None:
            self._reward = dict(value) if isinstance(value, Mapping) else float(value)
            return
        if isinstance(value, Mapping) or (leaf is not None and turn is not None):
            raise ValueError("The reward of a leaf or of a turn is one number, for one of them.")
        if leaf is not None:
            self._leaf_rewards[str(leaf)] = float(value)
        else:
            self._turn_rewards[str(turn)] = float(value)

    def finish_body(self, metadata: JsonObject | None, policy: str | None) -> JsonObject:
        """The body of the session's finish."""
        body: JsonObject = {"reward": self._reward}  # pyright: ignore[reportAssignmentType]
        if self._leaf_rewards:
            body["leaf_rewards"] = dict(self._leaf_rewards)
        if self._turn_rewards:
            body["turn_rewards"] = dict(self._turn_rewards)
        if metadata is not None:
            body["metadata"] = metadata
        if policy is not None:
            body["policy"] = policy
        return body
