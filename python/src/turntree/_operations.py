"""Each thing that a client asks of a server, as a call."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal, TypedDict, cast
from urllib.parse import quote

from turntree._json import JsonObject
from turntree._wire import Call, Query


class Wanted(TypedDict, total=False):
    """Which samples are asked for, and how they are made; docs/exports.md says what each accepts."""

    #: Sessions named one by one, in whatever state; other conditions do not count then.
    session: str | Iterable[str] | None
    status: str | None
    search: str | None
    policy: str | None
    fork_threshold_tokens: int | None
    max_sample_tokens: int | None
    min_trained_tokens: int | None
    matcher: Literal["exact", "echo"] | None
    drift: Literal["fork", "slime", "slime-repaired"] | None
    rewrite: Literal["merge", "fork"] | None
    header: Literal["ignored", "identity"] | None
    reward_mode: Literal["full", "split", "leaf", "turn"] | None
    #: What trains of an answer whose weights changed while it was sampled.
    weights: Literal["any", "one", "newest"] | None
    train_once: bool | None
    include_undelivered: bool | None
    include_auxiliary: bool | None
    require_log_probs: bool | None
    reward: float | None
    advantage: float | None
    #: By comma `open`, `unrewarded`, `failed`, `masked`: sessions that are taken beside the others.
    include: str | None
    #: `leave_out`: sessions that the format cannot say are left out; else they end the export.
    unfit: Literal["refuse", "leave_out"] | None
    #: What shares a weight of 1.
    sample_weight: Literal["row", "session", "prompt"] | None
    #: What one line of the format `packed` holds.
    pack: Literal["session", "group"] | None
    #: In place of the format's own.
    advantage_rule: Literal["sample_deviation", "population_deviation", "mean_alone", "leave_one_out"] | None
    #: Layers of the model whose routed experts the lines carry.
    expert_layers: int | None


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def query_of(filter: str | None, wanted: Wanted, format: str) -> Query:
    """The parameters of an export: of finished sessions, unless the caller says otherwise or names them."""
    session = wanted.get("session")
    sessions = [] if session is None else [session] if isinstance(session, str) else list(session)
    query = [("format", format), *(("session", id) for id in sessions)]
    status = None if sessions else "finished"
    for name, value in {"status": status, "filter": filter, **wanted}.items():
        if value is not None and name != "session":
            query.append((name, _text(value)))
    return query


def session_path(id: str) -> str:
    """The route of a session."""
    return f"/api/sessions/{quote(id, safe='')}"


def opening(body: JsonObject) -> Call:
    """Opens a session. A second call would find the id taken, or open another."""
    return Call("POST", "/api/sessions", body=body, repeatable=False)


def finishing(id: str, body: JsonObject) -> Call:
    """Finishes a session; called again it answers the same."""
    return Call("POST", f"{session_path(id)}/finish", body=body)


def dropping(id: str) -> Call:
    """Drops a session."""
    return Call("DELETE", session_path(id))


def facts_of(id: str) -> Call:
    """Reads what is known of a session."""
    return Call("GET", session_path(id))


def exporting(filter: str | None, wanted: Wanted, format: str) -> Call:
    """Reads the lines of an export."""
    return Call("GET", "/api/samples.jsonl", query_of(filter, wanted, format))


def summing_up(filter: str | None, wanted: Wanted, format: str) -> Call:
    """Asks what an export would be."""
    return Call("GET", "/api/samples/summary", query_of(filter, wanted, format))


def importing(content: bytes) -> Call:
    """Takes recordings in; what is there already is not taken in twice."""
    return Call("POST", "/api/import", content=content, content_type="text/jsonl", repeatable=False)


class FeedFields(TypedDict, total=False):
    """What a feed may be asked beside its filter; each as `POST /api/feed` takes it."""

    run: str
    format: str
    policy: str
    include: list[str]
    weights: int | str
    max_staleness: int
    limit: int
    lease_s: float
    wait_s: float
    again: bool


def feeding(filter: str | None, fields: FeedFields) -> Call:
    """Leases samples. A second call leases others, and those of a lost answer come back when their leases end."""
    body = cast(JsonObject, {**fields} if filter is None else {**fields, "filter": filter})
    return Call("POST", "/api/feed", body=body, repeatable=False)


def acknowledging(step: int, weights: int | str | None, leases: Iterable[str], released: Iterable[str]) -> Call:
    """Enters a step in the ledger; said again it changes nothing."""
    body: JsonObject = {"step": step, "leases": list(leases), "released": list(released)}
    return Call("POST", "/api/feed/ack", body=body if weights is None else {**body, "weights": weights})


def manifest_of(weights: int | str, run: str) -> Call:
    """Reads what went into weights."""
    return Call("GET", "/api/manifest", [("weights", str(weights)), ("run", run)])


def annotating(lines: Iterable[JsonObject]) -> Call:
    """Says something of exported lines. Every line names its moment, so that said again it is known."""
    content = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    return Call("POST", "/api/annotations", content=content, content_type="text/jsonl")


def annotating_session(id: str, lines: Iterable[JsonObject]) -> Call:
    """Says something of a session, its turns, leaves and messages."""
    content = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    return Call("POST", f"{session_path(id)}/annotations", content=content, content_type="text/jsonl")


def annotations_of(id: str, kind: str | None, producer: str | None, every: bool) -> Call:
    """Reads what was said of a session."""
    asked = (("kind", kind), ("producer", producer), ("all", "true" if every else None))
    return Call("GET", f"{session_path(id)}/annotations", [(name, value) for name, value in asked if value is not None])


def amending(id: str, body: JsonObject) -> Call:
    """Amends a session. What says nothing new changes nothing."""
    return Call("PATCH", session_path(id), body=body)
