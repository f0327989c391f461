"""What goes over the wire, for the client that waits and the one that does not: a call, its answer, its repetition."""

from __future__ import annotations

import os
import random
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TypeAlias

import httpx

from turntree import _json
from turntree._json import Json
from turntree.errors import Refused, TurntreeError, Unreachable, VersionWarning, refusal


def _own_version() -> str:
    try:
        return version("turntree")
    except PackageNotFoundError:  # It is read from a source tree, and not installed.
        return "0.0.0"


VERSION = _own_version()
VERSION_HEADER = "x-turntree-version"
DEFAULT_URL = "http://127.0.0.1:3000"

#: An export of a long session is worked out before its first byte comes.
TIMEOUT = httpx.Timeout(600.0, connect=10.0)
#: Seconds that a server may ask a caller to wait; past them the call fails.
LONGEST_WAIT_S = 60.0
LONGEST_BACKOFF_S = 8.0

#: Nothing was done where these are the answer.
REFUSED_BEFORE_WORK = frozenset({429, 503})
#: What a proxy says of a server that is gone: it may have done the call.
GONE = frozenset({502, 504})

Query: TypeAlias = "Sequence[tuple[str, str]]"


@dataclass(frozen=True)
class Call:
    """One request. `repeatable`: carried out twice it has done what it does once."""

    method: str
    path: str
    query: Query = ()
    body: Json = None
    content: bytes | None = None
    content_type: str = "application/json"
    repeatable: bool = True


@dataclass(frozen=True)
class Server:
    """Where the server is and how patient the client is with it."""

    url: str
    token: str | None
    attempts: int
    backoff_s: float

    def headers(self) -> dict[str, str]:
        """What every request says of its sender."""
        own = {"user-agent": f"turntree-python/{VERSION}"}
        return own if self.token is None else {**own, "authorization": f"Bearer {self.token}"}

    def request(self, client: httpx.Client | httpx.AsyncClient, call: Call) -> httpx.Request:
        """The call as a request of httpx."""
        if call.content is not None:
            headers = {"content-type": call.content_type}
            return client.build_request(
                call.method,
                self.url + call.path,
                params=list(call.query),
                content=call.content,
                headers=headers,
            )
        if call.body is not None:
            return client.build_request(call.method, self.url + call.path, params=list(call.query), json=call.body)
        return client.build_request(call.method, self.url + call.path, params=list(call.query))


def find_server(url: str | None, token: str | None, attempts: int, backoff_s: float) -> Server:
    """The server that the arguments name, else the environment."""
    environment = os.environ
    named = url or environment.get("TURNTREE_URL") or DEFAULT_URL
    key = token or environment.get("TURNTREE_TRAINER_TOKEN") or environment.get("TURNTREE_API_TOKEN") or None
    return Server(named.rstrip("/"), key, max(1, attempts), backoff_s)


def wait_before_again(server: Server, call: Call, failure: httpx.TransportError | Refused, attempt: int) -> float:
    """Seconds until a failed call is made again. Raises the failure where it is not made again.

    A call that never reached the server, or was refused before anything was done, is made again whatever it is. One
    that may have been carried out is made again only where that changes nothing.
    """
    wait = _wait(server, call, failure, attempt) if attempt < server.attempts else None
    if wait is not None:
        return wait
    raise unreachable(server, failure) if isinstance(failure, httpx.TransportError) else failure


def _wait(server: Server, call: Call, failure: httpx.TransportError | Refused, attempt: int) -> float | None:
    backoff = min(LONGEST_BACKOFF_S, server.backoff_s * 2 ** (attempt - 1)) * (0.5 + random.random() / 2)
    if isinstance(failure, httpx.TransportError):
        never_sent = isinstance(failure, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
        return backoff if never_sent or call.repeatable else None
    if failure.status in REFUSED_BEFORE_WORK:
        asked = failure.retry_after_s
        if asked is None:
            return backoff if call.repeatable else None
        return asked if asked <= LONGEST_WAIT_S else None
    return backoff if failure.status in GONE and call.repeatable else None


def unreachable(server: Server, failure: httpx.TransportError) -> Unreachable:
    """No answer, in words."""
    return Unreachable(f"{server.url} did not answer: {str(failure) or type(failure).__name__}.")


def refusal_of(response: httpx.Response) -> Refused:
    """The error of an answer that has been read and is none of success."""
    try:
        error = _json.Fields(_json.as_object(_json.parse(response.content), "The answer"), "the answer").object("error")
        kind, message = str(error.get("type", "")), str(error.get("message", ""))
    except TurntreeError:
        kind, message = "", response.text[:1000] or response.reason_phrase
    try:
        retry_after = float(response.headers.get("retry-after", ""))
    except ValueError:
        retry_after = None
    return refusal(response.status_code, kind, message, retry_after)


class VersionCheck:
    """Says once, at the first answer, when the server is not of the version that this package is of."""

    def __init__(self) -> None:
        self._asked = False

    def look(self, response: httpx.Response) -> None:
        """Reads the version of an answer."""
        if self._asked:
            return
        self._asked = True
        theirs = response.headers.get(VERSION_HEADER)
        if theirs is None:
            said = f"The server at {response.url.host} names no version: it is no Turntree, or an old one."
        elif theirs.split(".")[:2] != VERSION.split(".")[:2]:
            said = f"The server is Turntree {theirs} and this package {VERSION}: install that of the server's source."
        else:
            return
        warnings.warn(said, VersionWarning, stacklevel=4)
