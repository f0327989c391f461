"""How calls are repeated, and what is said of a server that does not answer as it should."""

from __future__ import annotations

import asyncio

import pytest
from conftest import Script, free_port

from turntree import (
    AsyncTurntree,
    ServerFailed,
    StorageFailed,
    TooMany,
    Turntree,
    TurntreeError,
    Unreachable,
    UnreadableAnswer,
    VersionWarning,
)

BUSY = {"error": {"message": "Nothing can be recorded.", "type": "storage_failed"}}
OPENED = {
    "id": "s",
    "base_url": "http://h/s/s",
    "openai_base_url": "http://h/s/s/v1",
    "anthropic_base_url": "http://h/s/s",
}


def client(url: str) -> Turntree:
    return Turntree(url, attempts=3, backoff_s=0)


def test_a_call_that_may_be_repeated_is_made_again_when_the_connection_breaks(script: Script) -> None:
    script.then(0, None).then(502, None).then(200, {"id": "s"})
    with client(script.url) as tt:
        assert tt.facts("s") == {"id": "s"}
    assert len(script.asked) == 3


def test_opening_is_not_repeated_once_it_was_sent(script: Script) -> None:
    script.then(0, None).then(201, OPENED)
    with client(script.url) as tt, pytest.raises(Unreachable):
        tt.open()
    assert script.asked == ["POST /api/sessions"]


def test_opening_is_repeated_where_the_server_refused_it_before_any_work(script: Script) -> None:
    script.then(503, BUSY, retry_after="0").then(201, OPENED)
    with client(script.url) as tt:
        assert tt.open().openai == "http://h/s/s/v1"
    assert len(script.asked) == 2


def test_the_last_attempt_s_error_is_raised(script: Script) -> None:
    for _ in range(3):
        script.then(503, BUSY, retry_after="0")
    with client(script.url) as tt, pytest.raises(StorageFailed, match="Nothing can be recorded") as caught:
        tt.facts("s")
    assert (caught.value.status, caught.value.kind, caught.value.retry_after_s) == (503, "storage_failed", 0)
    assert len(script.asked) == 3


def test_a_wait_that_is_too_long_is_left_to_the_caller(script: Script) -> None:
    script.then(429, {"error": {"message": "Wrong keys.", "type": "too_many"}}, retry_after="3600")
    with client(script.url) as tt, pytest.raises(TooMany):
        tt.facts("s")
    assert len(script.asked) == 1


def test_a_failure_of_the_server_is_not_asked_for_again(script: Script) -> None:
    script.then(500, {"error": {"message": "The server failed; its log says why.", "type": "internal"}})
    with client(script.url) as tt, pytest.raises(ServerFailed):
        tt.facts("s")
    assert len(script.asked) == 1


def test_the_client_for_asyncio_repeats_alike(script: Script) -> None:
    script.then(0, None).then(200, {"id": "s"}).then(0, None)

    async def main() -> None:
        async with AsyncTurntree(script.url, attempts=3, backoff_s=0) as tt:
            assert await tt.facts("s") == {"id": "s"}
            with pytest.raises(Unreachable):
                await tt.open()

    asyncio.run(main())
    assert len(script.asked) == 3


def test_a_server_that_is_not_there_is_named() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    with client(address) as tt, pytest.raises(Unreachable, match=address):
        tt.facts("s")


def test_an_answer_that_is_no_sample_is_said(script: Script) -> None:
    script.then(200, {"tokens": [1]}).then(200, [1])
    with client(script.url) as tt:
        with pytest.raises(UnreadableAnswer, match="metadata of a sample"):
            list(tt.samples())
        with pytest.raises(UnreadableAnswer, match="The session is no object"):
            tt.facts("s")


def test_a_server_of_another_version_is_said_once(script: Script) -> None:
    script.then(200, {"id": "s"}, x_turntree_version="9.0.0").then(200, {"id": "s"}, x_turntree_version="9.0.0")
    with client(script.url) as tt:
        with pytest.warns(VersionWarning, match=r"Turntree 9\.0\.0 and this package 0\.1\.0"):
            tt.facts("s")
        tt.facts("s")


def test_a_closed_session_takes_no_reward(script: Script) -> None:
    script.then(201, OPENED).then(200, {"samples": []})
    with client(script.url) as tt:
        with tt.session() as s:
            pass
        with pytest.raises(TurntreeError, match="closed"):
            s.reward(1)
