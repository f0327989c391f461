"""One rollout of a trainer's row: a session, whatever runs in it, and its samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from turntree._json import JsonObject
from turntree._session import SessionFields, Unpack
from turntree.client import Session, Turntree

#: Runs an agent in a session for a row of the trainer's data, and returns the reward; None where it has said it itself.
Rollout: TypeAlias = "Callable[[Session, Mapping[str, Any]], float | None]"


def without_mark(line: Mapping[str, Any]) -> dict[str, Any]:
    """The trainer's own fields of a line."""
    return {name: value for name, value in line.items() if name != "turntree"}


def sampling(settings: Mapping[str, Any], names: Mapping[str, str]) -> JsonObject:
    """A trainer's sampling settings under the names that a session has for them; others are left out."""
    return {ours: settings[theirs] for theirs, ours in names.items() if settings.get(theirs) is not None}


def lines_of_rollout(
    tt: Turntree,
    format: str,
    rollout: Rollout,
    row: Mapping[str, Any],
    *,
    group: int | None = None,
    index: int | None = None,
    run: str | None = None,
    advantage: float | None = None,
    **fields: Unpack[SessionFields],
) -> list[dict[str, Any]]:
    """Runs a rollout in a session of its own and returns the lines of its samples. It is dropped where it raises."""
    with tt.session(group=group, index=index, run=run, **fields) as session:
        reward = rollout(session, row)
        if reward is not None:
            session.reward(reward)
    return [dict(line) for line in session.lines(format, advantage=advantage)]
