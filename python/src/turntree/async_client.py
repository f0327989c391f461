"""The client that does not wait: `Turntree` for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType

import httpx
import numpy.typing as npt

from turntree import _operations as ask
from turntree._annotation import PRODUCER, Annotated, of_line, of_session
from turntree._json import Json, JsonObject, as_object, parse
from turntree._operations import FeedFields, Wanted
from turntree._session import Amended, OpenedSession, SessionFields, Unpack, amend_body, open_body
from turntree._wire import (
    TIMEOUT,
    Call,
    VersionCheck,
    find_server,
    refusal_of,
    unreachable,
    wait_before_again,
)
from turntree.errors import Refused
from turntree.feed import Leased, lease_ids, read_leased
from turntree.sample import FORMAT, Sample, read_sample, samples_in


class AsyncTurntree:
    """As `Turntree`: every call is awaited, and samples come by `async for`."""

    def __init__(
        self,
        url: str | None = None,
        token: str | None = None,
        *,
        attempts: int = 5,
        backoff_s: float = 0.25,
        timeout: httpx.Timeout = TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.server = find_server(url, token, attempts, backoff_s)
        self._version = VersionCheck()
        self._http = httpx.AsyncClient(headers=self.server.headers(), timeout=timeout, transport=transport)

    async def __aenter__(self) -> AsyncTurntree:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()

    # -- sessions

    @asynccontextmanager
    async def session(
        self,
        *,
        group: int | None = None,
        index: int | None = None,
        run: str | None = None,
        **fields: Unpack[SessionFields],
    ) -> AsyncGenerator[AsyncSession]:
        """Opens a session for one rollout, finishes it at the end of the block, and drops it where that raises."""
        opened = await self.open(group=group, index=index, run=run, **fields)
        async with opened:
            yield opened

    async def open(
        self,
        *,
        group: int | None = None,
        index: int | None = None,
        run: str | None = None,
        **fields: Unpack[SessionFields],
    ) -> AsyncSession:
        """Opens a session that the caller finishes or drops."""
        return AsyncSession(self, await self.send(ask.opening(open_body(group, index, run, fields))))

    async def finish(self, id: str, body: JsonObject | None = None) -> list[Sample]:
        """Finishes a session by its id and returns its samples; `body` as the API takes it."""
        return samples_in(await self.send(ask.finishing(id, body or {})))

    async def drop(self, id: str) -> None:
        """Forgets a session's turns; calls that still come are refused."""
        await self.send(ask.dropping(id))

    async def facts(self, id: str) -> JsonObject:
        """What the server knows of a session."""
        return as_object(await self.send(ask.facts_of(id)), "The session")

    # -- samples

    async def samples(self, filter: str | None = None, **wanted: Unpack[Wanted]) -> AsyncIterator[Sample]:
        """Samples of the finished sessions that a filter leaves, read as they come."""
        async for line in self.lines(FORMAT, filter, **wanted):
            yield read_sample(line)

    async def lines(
        self, format: str, filter: str | None = None, **wanted: Unpack[Wanted]
    ) -> AsyncIterator[JsonObject]:
        """The lines of an export in the form of a trainer, read as they come."""
        async with self.stream(ask.exporting(filter, wanted, format)) as response:
            async for text in response.aiter_lines():
                if text:
                    yield as_object(parse(text), "A line of the export")

    async def summary(self, format: str = FORMAT, filter: str | None = None, **wanted: Unpack[Wanted]) -> JsonObject:
        """What the same export would be: sessions, samples, lines, bytes, SHA-256, and why it is empty."""
        return as_object(await self.send(ask.summing_up(filter, wanted, format)), "The summary")

    async def import_recordings(self, path: str | Path) -> JsonObject:
        """Takes a file of recordings in, such as `turns.jsonl`. Needs the admin's key."""
        return as_object(await self.send(ask.importing(await asyncio.to_thread(Path(path).read_bytes))), "The import")

    # -- what is found out later

    async def annotate(
        self,
        line: Annotated,
        kind: str,
        values: npt.ArrayLike | Json,
        *,
        producer: str = PRODUCER,
        at: int | None = None,
    ) -> JsonObject:
        """Says something of a sample: a number, a text, or a column over all of its tokens.

        A column over all tokens but the first (as shifted log-probs have them), or over the response, is taken too.
        Values of tokens that do not train say nothing.
        """
        return await self.annotate_all([(line, kind, values)], producer=producer, at=at)

    async def annotate_all(
        self,
        said: Iterable[tuple[Annotated, str, npt.ArrayLike | Json]],
        *,
        producer: str = PRODUCER,
        at: int | None = None,
    ) -> JsonObject:
        """Says many things in one request, which is carried out whole or not at all."""
        lines = [of_line(line, kind, values, producer, at) for line, kind, values in said]
        return as_object(await self.send(ask.annotating(lines)), "The answer")

    async def annotate_session(
        self,
        id: str,
        kind: str,
        values: npt.ArrayLike | Json,
        *,
        producer: str = PRODUCER,
        at: int | None = None,
        turn: int | None = None,
        start: int | None = None,
        leaf: int | str | None = None,
        node: str | None = None,
    ) -> JsonObject:
        """Says something of a session, of a turn (from 1) or tokens that it sampled, of a leaf or a message."""
        said = of_session(kind, values, producer, at, turn, start, leaf, node)
        return as_object(await self.send(ask.annotating_session(id, [said])), "The answer")

    async def annotations(
        self, id: str, *, kind: str | None = None, producer: str | None = None, every: bool = False
    ) -> AsyncIterator[JsonObject]:
        """What was said of a session: of each producer, kind and target the newest, or `every` one."""
        async with self.stream(ask.annotations_of(id, kind, producer, every)) as response:
            async for text in response.aiter_lines():
                if text:
                    yield as_object(parse(text), "An annotation")

    async def amend(self, id: str, **fields: Unpack[Amended]) -> JsonObject:
        """Amends the rewards, labels and metadata of a session, finished or not, and returns what is known of it."""
        return as_object(await self.send(ask.amending(id, amend_body(fields))), "The session")

    # -- the feed

    async def feed(self, filter: str | None = None, **fields: Unpack[FeedFields]) -> AsyncIterator[Leased]:
        """Leases samples of the sessions that a filter leaves, waiting up to `wait_s` seconds for the first.

        None is given twice: what another has, or `run` has trained, is passed over. Those older than `max_staleness`
        versions are left out.
        """
        async with self.stream(ask.feeding(filter, fields)) as response:
            async for text in response.aiter_lines():
                if text:
                    yield read_leased(parse(text))

    async def ack(
        self,
        step: int,
        leased: Iterable[Leased | str] = (),
        *,
        weights: int | str | None = None,
        released: Iterable[Leased | str] = (),
    ) -> JsonObject:
        """Says that a step trained these samples, and gives others back. `weights` are what came of the step.

        It is entered in the ledger whole, or not at all: `NotFound` for a lease that ended, `Conflict` for a sample
        that another step has trained.
        """
        call = ask.acknowledging(step, weights, lease_ids(leased), lease_ids(released))
        return as_object(await self.send(call), "The acknowledgement")

    async def manifest(self, weights: int | str, run: str = "") -> JsonObject:
        """What went into weights: by step the samples, the digest of it all, and its signature."""
        return as_object(await self.send(ask.manifest_of(weights, run)), "The manifest")

    # -- calls

    async def send(self, call: Call) -> Json:
        """Makes a call, again where that is sound, and returns its JSON. Raises `TurntreeError`."""
        async with self.stream(call) as response:
            return parse(await response.aread())

    @asynccontextmanager
    async def stream(self, call: Call) -> AsyncGenerator[httpx.Response]:
        """Makes a call and gives its answer while it comes. A connection that breaks in it is an `Unreachable`."""
        response = await self._begin(call)
        try:
            yield response
        except httpx.TransportError as failure:
            raise unreachable(self.server, failure) from failure
        finally:
            await response.aclose()

    async def _begin(self, call: Call) -> httpx.Response:
        attempt = 1
        while True:
            try:
                response = await self._http.send(self.server.request(self._http, call), stream=True)
                self._version.look(response)
                if response.is_success:
                    return response
                await response.aread()
                await response.aclose()
                failure: httpx.TransportError | Refused = refusal_of(response)
            except httpx.TransportError as broken:
                failure = broken
            await asyncio.sleep(wait_before_again(self.server, call, failure, attempt))
            attempt += 1


class AsyncSession(OpenedSession):
    """As `Session`, for `async with`."""

    def __init__(self, client: AsyncTurntree, answer: Json) -> None:
        super().__init__(answer)
        self.client = client
        #: What `finish` gave; empty until then.
        self.samples: list[Sample] = []

    async def finish(self, *, metadata: JsonObject | None = None, policy: str | None = None) -> list[Sample]:
        """Closes the session with the rewards that were said, and returns its samples."""
        self.samples = await self.client.finish(self.id, self.finish_body(metadata, policy))
        self.closed = True
        return self.samples

    def lines(self, format: str, **wanted: Unpack[Wanted]) -> AsyncIterator[JsonObject]:
        """The session's samples in the form of a trainer, finished or not."""
        return self.client.lines(format, **{**wanted, "session": self.id})

    async def drop(self) -> None:
        """Forgets the session's turns; calls that still come are refused."""
        self.closed = True
        await self.client.drop(self.id)

    async def __aenter__(self) -> AsyncSession:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            await self.drop()
        elif not self.closed:
            await self.finish()
