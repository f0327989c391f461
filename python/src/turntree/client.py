"""The client that waits for each answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

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
    Server,
    VersionCheck,
    find_server,
    refusal_of,
    unreachable,
    wait_before_again,
)
from turntree.errors import Refused
from turntree.feed import Leased, lease_ids, read_leased
from turntree.sample import FORMAT, Sample, read_sample, samples_in

if TYPE_CHECKING:
    from datasets import IterableDataset


class Turntree:
    """Speaks to one Turntree server.

    `url` is TURNTREE_URL unless given, `token` TURNTREE_TRAINER_TOKEN or TURNTREE_API_TOKEN. The token stays here:
    agents are given a session's address, which holds a key of that session alone. Calls may be made from several
    threads.
    """

    def __init__(
        self,
        url: str | None = None,
        token: str | None = None,
        *,
        attempts: int = 5,
        backoff_s: float = 0.25,
        timeout: httpx.Timeout = TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.server = find_server(url, token, attempts, backoff_s)
        self._timeout = timeout
        self._version = VersionCheck()
        self._http = httpx.Client(headers=self.server.headers(), timeout=timeout, transport=transport)

    def __enter__(self) -> Turntree:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Callable[..., Turntree], tuple[Server, httpx.Timeout]]:
        # A loader's worker processes get a client of their own, with connections of its own.
        return _opened, (self.server, self._timeout)

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    # -- sessions

    @contextmanager
    def session(
        self,
        *,
        group: int | None = None,
        index: int | None = None,
        run: str | None = None,
        **fields: Unpack[SessionFields],
    ) -> Generator[Session]:
        """Opens a session for one rollout and finishes it with its reward at the end of the block.

        Where the block raises, the session is dropped, so that nothing half-done trains. `run` is the label that the
        list and the pages put runs together by.
        """
        opened = self.open(group=group, index=index, run=run, **fields)
        with opened:
            yield opened

    def open(
        self,
        *,
        group: int | None = None,
        index: int | None = None,
        run: str | None = None,
        **fields: Unpack[SessionFields],
    ) -> Session:
        """Opens a session that the caller finishes or drops."""
        return Session(self, self.send(ask.opening(open_body(group, index, run, fields))))

    def finish(self, id: str, body: JsonObject | None = None) -> list[Sample]:
        """Finishes a session by its id and returns its samples; `body` as the API takes it."""
        return samples_in(self.send(ask.finishing(id, body or {})))

    def drop(self, id: str) -> None:
        """Forgets a session's turns; calls that still come are refused."""
        self.send(ask.dropping(id))

    def facts(self, id: str) -> JsonObject:
        """What the server knows of a session."""
        return as_object(self.send(ask.facts_of(id)), "The session")

    # -- samples

    def samples(self, filter: str | None = None, **wanted: Unpack[Wanted]) -> Iterator[Sample]:
        """Samples of the finished sessions that a filter of the sessions page leaves, read as they come.

        `status=None, include="open"` asks for those of open sessions too, `include="unrewarded"` for those of sessions
        without a reward.
        """
        for line in self.lines(FORMAT, filter, **wanted):
            yield read_sample(line)

    def lines(self, format: str, filter: str | None = None, **wanted: Unpack[Wanted]) -> Iterator[JsonObject]:
        """The lines of an export in the form of a trainer, read as they come."""
        with self.stream(ask.exporting(filter, wanted, format)) as response:
            for text in response.iter_lines():
                if text:
                    yield as_object(parse(text), "A line of the export")

    def summary(self, format: str = FORMAT, filter: str | None = None, **wanted: Unpack[Wanted]) -> JsonObject:
        """What the same export would be: sessions, samples, lines, bytes, SHA-256, and why it is empty."""
        return as_object(self.send(ask.summing_up(filter, wanted, format)), "The summary")

    def dataset(self, filter: str | None = None, **wanted: Unpack[Wanted]) -> IterableDataset:
        """The samples as a data set that is read while it is used. Needs the extra `datasets`."""
        from turntree.dataset import dataset_of

        return dataset_of(self, filter, wanted)

    def import_recordings(self, path: str | Path) -> JsonObject:
        """Takes a file of recordings in, such as `turns.jsonl`. Needs the admin's key."""
        return as_object(self.send(ask.importing(Path(path).read_bytes())), "The import")

    # -- what is found out later

    def annotate(
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
        return self.annotate_all([(line, kind, values)], producer=producer, at=at)

    def annotate_all(
        self,
        said: Iterable[tuple[Annotated, str, npt.ArrayLike | Json]],
        *,
        producer: str = PRODUCER,
        at: int | None = None,
    ) -> JsonObject:
        """Says many things in one request, which is carried out whole or not at all."""
        lines = [of_line(line, kind, values, producer, at) for line, kind, values in said]
        return as_object(self.send(ask.annotating(lines)), "The answer")

    def annotate_session(
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
        return as_object(self.send(ask.annotating_session(id, [said])), "The answer")

    def annotations(
        self, id: str, *, kind: str | None = None, producer: str | None = None, every: bool = False
    ) -> Iterator[JsonObject]:
        """What was said of a session: of each producer, kind and target the newest, or `every` one."""
        with self.stream(ask.annotations_of(id, kind, producer, every)) as response:
            for text in response.iter_lines():
                if text:
                    yield as_object(parse(text), "An annotation")

    def amend(self, id: str, **fields: Unpack[Amended]) -> JsonObject:
        """Amends the rewards, labels and metadata of a session, finished or not, and returns what is known of it."""
        return as_object(self.send(ask.amending(id, amend_body(fields))), "The session")

    # -- the feed

    def feed(self, filter: str | None = None, **fields: Unpack[FeedFields]) -> Iterator[Leased]:
        """Leases samples of the sessions that a filter leaves, waiting up to `wait_s` seconds for the first.

        None is given twice: what another has, or `run` has trained, is passed over. Those older than `max_staleness`
        versions are left out.
        """
        with self.stream(ask.feeding(filter, fields)) as response:
            for text in response.iter_lines():
                if text:
                    yield read_leased(parse(text))

    def ack(
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
        return as_object(self.send(call), "The acknowledgement")

    def manifest(self, weights: int | str, run: str = "") -> JsonObject:
        """What went into weights: by step the samples, the digest of it all, and its signature."""
        return as_object(self.send(ask.manifest_of(weights, run)), "The manifest")

    # -- calls

    def send(self, call: Call) -> Json:
        """Makes a call, again where that is sound, and returns its JSON. Raises `TurntreeError`."""
        with self.stream(call) as response:
            return parse(response.read())

    @contextmanager
    def stream(self, call: Call) -> Generator[httpx.Response]:
        """Makes a call and gives its answer while it comes. A connection that breaks in it is an `Unreachable`."""
        response = self._begin(call)
        try:
            yield response
        except httpx.TransportError as failure:
            raise unreachable(self.server, failure) from failure
        finally:
            response.close()

    def _begin(self, call: Call) -> httpx.Response:
        attempt = 1
        while True:
            try:
                response = self._http.send(self.server.request(self._http, call), stream=True)
                self._version.look(response)
                if response.is_success:
                    return response
                response.read()
                response.close()
                failure: httpx.TransportError | Refused = refusal_of(response)
            except httpx.TransportError as broken:
                failure = broken
            time.sleep(wait_before_again(self.server, call, failure, attempt))
            attempt += 1


def _opened(server: Server, timeout: httpx.Timeout) -> Turntree:
    return Turntree(server.url, server.token, attempts=server.attempts, backoff_s=server.backoff_s, timeout=timeout)


class Session(OpenedSession):
    """One rollout. As a context manager it is finished at the end, and dropped when the block raises."""

    def __init__(self, client: Turntree, answer: Json) -> None:
        super().__init__(answer)
        self.client = client
        #: What `finish` gave; empty until then.
        self.samples: list[Sample] = []

    def finish(self, *, metadata: JsonObject | None = None, policy: str | None = None) -> list[Sample]:
        """Closes the session with the rewards that were said, and returns its samples."""
        self.samples = self.client.finish(self.id, self.finish_body(metadata, policy))
        self.closed = True
        return self.samples

    def lines(self, format: str, **wanted: Unpack[Wanted]) -> Iterator[JsonObject]:
        """The session's samples in the form of a trainer, finished or not."""
        return self.client.lines(format, **{**wanted, "session": self.id})

    def drop(self) -> None:
        """Forgets the session's turns; calls that still come are refused."""
        self.closed = True
        self.client.drop(self.id)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.drop()
        elif not self.closed:
            self.finish()
