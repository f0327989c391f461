"""Opens Turntree sessions for a trainer, hands out their base URLs and reads their samples. Standard library only.

    client = TurntreeClient("http://127.0.0.1:3000")
    with client.open_session(group_index=0, index=7, label="42") as session:
        run_my_agent(base_url=session.openai_base_url)
        samples = session.finish(reward=1.0)
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Iterator


class TurntreeError(Exception):
    """What Turntree refused, in its own words."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status}: {message}")
        self.status = status


class TurntreeClient:
    """Speaks to one Turntree server. `token` is its TURNTREE_TRAINER_TOKEN, or TURNTREE_API_TOKEN, if it has one.

    The token stays with the trainer: agents get a session's base URL, which holds a key of that session alone.
    """

    def __init__(self, url: str = "http://127.0.0.1:3000", token: str | None = None) -> None:
        self.url = url.rstrip("/")
        self.token = token

    def open_session(self, **fields: Any) -> Session:
        """Opens a session; `fields` are those of `POST /api/sessions`: index, group_index, label, max_turns, ..."""
        return Session(self, json.loads(self.request("POST", "/api/sessions", fields).read()))

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """Sends one request and returns the open response. Raises TurntreeError when it is refused."""
        headers = {"content-type": "application/json"}
        if self.token is not None:
            headers["authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        try:
            return urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            raise TurntreeError(error.code, _message(error.read())) from None


class Session:
    """One rollout. As a context manager it is dropped when the block raises, so that nothing half-done trains."""

    def __init__(self, client: TurntreeClient, opened: dict[str, Any]) -> None:
        self.client = client
        self.id: str = opened["id"]
        # None where the server asks for no keys. The base URLs hold it; a client may send it as its API key instead.
        self.key: str | None = opened.get("key")
        self.base_url: str = opened["base_url"]
        self.openai_base_url: str = opened["openai_base_url"]
        self.anthropic_base_url: str = opened["anthropic_base_url"]
        self._path = f"/api/sessions/{urllib.parse.quote(self.id, safe='')}"

    def finish(self, reward: float | dict[str, float] | None = None, **fields: Any) -> list[dict[str, Any]]:
        """Closes the session with its reward and returns its samples in slime's shape; the same when called again."""
        body = {"reward": reward, **fields}
        return json.loads(self.client.request("POST", f"{self._path}/finish", body).read())["samples"]

    def samples(self, **query: Any) -> Iterator[dict[str, Any]]:
        """Reads the samples in another form: `format="verl"`, `policy="strict"`, `max_sample_tokens=32768`, ..."""
        for line in self.client.request("GET", f"{self._path}/samples.jsonl?{urllib.parse.urlencode(query)}"):
            yield json.loads(line)

    def drop(self) -> None:
        """Forgets the session's turns; calls that still come are refused."""
        self.client.request("DELETE", self._path).read()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        if kind is not None:
            self.drop()


def _message(body: bytes) -> str:
    try:
        return json.loads(body)["error"]["message"]
    except (ValueError, KeyError, TypeError):
        return body.decode(errors="replace")
