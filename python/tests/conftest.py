"""The built server with its simulated engine, with keys, for the whole run of the tests."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from turntree import Turntree

PROJECT = Path(__file__).parents[2]
ADMIN = "the-admin's-token"
TRAINER = "the-trainer's-token"
#: A first start may build the application.
START_S = 900


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Engine:
    """The simulated engine that the server samples with."""

    def __init__(self, url: str) -> None:
        self.url = url

    def say_next(self, *texts: str) -> None:
        """Queues the answers of the next generations."""
        body = json.dumps([{"text": text} for text in texts]).encode()
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/sim/answers", body)).close()

    def generations(self) -> list[dict[str, Any]]:
        """What it was asked and what it sampled, the last 256 times."""
        with urllib.request.urlopen(f"{self.url}/sim/generations") as response:
            return json.loads(response.read())


@contextmanager
def process(*arguments: str, says: str, env: Mapping[str, str]) -> Generator[str]:
    """Runs a program of the project until the end of the block, and gives the line in which it says where it is."""
    child = subprocess.Popen(
        ["node", *arguments],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **env},
    )
    with child:
        assert child.stdout is not None
        guard = threading.Timer(START_S, child.kill)
        guard.start()
        said: list[str] = []
        for line in child.stdout:
            said.append(line)
            if says in line:
                break
        else:
            pytest.exit(f"{' '.join(arguments)} did not start:\n{''.join(said)}", 1)
        guard.cancel()
        drain = threading.Thread(target=lambda: sys.stderr.writelines(child.stdout or ()), daemon=True)
        drain.start()
        try:
            yield said[-1]
        finally:
            child.terminate()
            child.wait()
            drain.join()


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with process("--import", "tsx", "scenarios/sim-main.ts", says="Simulated engine on", env={}) as line:
        yield Engine(line.split()[-1])


@pytest.fixture(scope="session")
def url(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "PORT": str(port),
        "DATABASE_URL": f"file:{tmp_path_factory.mktemp('store')}/turntree.db",
        "TURNTREE_ENGINE": "sim",
        "TURNTREE_ENGINE_URL": engine.url,
        "TURNTREE_API_TOKEN": ADMIN,
        "TURNTREE_TRAINER_TOKEN": TRAINER,
        "TURNTREE_SIGNING_KEY": "a key to sign with",
    }
    with process("scripts/start.mjs", says=address, env=settings):
        yield address


@pytest.fixture
def tt(url: str) -> Iterator[Turntree]:
    with Turntree(url, TRAINER) as client:
        yield client


@pytest.fixture
def admin(url: str) -> Iterator[Turntree]:
    with Turntree(url, ADMIN) as client:
        yield client


def ask(base_url: str, text: str) -> str:
    """What an agent does: one call of the model, one answer."""
    body = {"model": "sim", "messages": [{"role": "user", "content": text}]}
    request = urllib.request.Request(
        f"{base_url}/chat/completions", json.dumps(body).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request) as response:
        return str(json.loads(response.read())["choices"][0]["message"]["content"])


def say(text: str) -> str:
    """A message that the simulated engine answers with this text."""
    return f"[[sim {json.dumps({'text': text})}]]"


class Script:
    """A server that answers what it is told, in order, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.asked: list[str] = []
        self.url = ""

    def then(self, status: int, body: object, **headers: str) -> Script:
        """Adds an answer; `retry_after="0"` is the header `retry-after`. A status of 0 closes the connection."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, named, json.dumps(body).encode()))
        return self


@pytest.fixture
def script() -> Iterator[Script]:
    told = Script()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", "0")))
            told.asked.append(f"{self.command} {self.path}")
            status, headers, body = told.answers.pop(0)
            if status == 0:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(status)
            for name, value in {
                "x-turntree-version": "0.1.0",
                **headers,
                "content-length": str(len(body)),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = answer

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()
