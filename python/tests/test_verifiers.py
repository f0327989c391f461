# pyright: basic
"""A real environment of verifiers over the built server: what it holds is what was recorded."""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np
import pytest
from conftest import TRAINER, Engine

from turntree import Turntree

vf = pytest.importorskip("verifiers.v1", reason="verifiers needs Python 3.11")


@pytest.fixture(autouse=True)
def the_server(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURNTREE_URL", url)
    monkeypatch.setenv("TURNTREE_TRAINER_TOKEN", TRAINER)


async def episode(model: str) -> Any:
    from verifiers.v1.utils.loaders import load_environment, resolve_env_config

    agent = {"harness": {"id": "adding"}, "runtime": {"type": "subprocess"}}
    raw = {"id": "adding", "taskset": {"id": "adding"}, "agent": agent, "run": "verifiers"}
    env = load_environment(resolve_env_config(raw))
    (task,) = env.taskset
    # The address of the run's client is one where nothing answers.
    context = vf.ModelContext(model=model, client=vf.EvalClientConfig(base_url="http://127.0.0.1:1/v1"))
    async with env.serving():
        return await env.run_episode(task, context)


def test_each_branch_of_a_trace_is_a_recorded_sample_to_the_token(tt: Turntree, engine: Engine) -> None:
    engine.say_next("It is 42.", "Yes, I am.", "Forty-two.")
    done = asyncio.run(episode("sim"))
    assert done.ok, done.errors
    (trace,) = done.traces
    samples = list(tt.samples(session=trace.id))
    branches = sorted(trace.branches, key=lambda branch: branch.token_ids)
    samples = sorted(samples, key=lambda one: one.tokens.tolist())
    assert [branch.token_ids for branch in branches] == [one.tokens.tolist() for one in samples]
    left: list[int] = []
    for branch, one in zip(branches, samples, strict=True):
        trained = one.loss_mask.astype(bool)
        held = np.asarray(branch.sampled_mask)
        assert not (trained & ~held).any()
        assert one.log_probs[trained].tolist() == np.asarray(branch.logprobs)[trained].tolist()
        left.append(int((held & ~trained).sum()))
    # Both branches hold the first answer; the recorder trains it once.
    first, *_ = [node for node in trace.nodes if node.sampled]
    assert sorted(left) == [0, sum(first.mask)]
    assert {(one.reward, one.group_index) for one in samples} == {(0.5, 0)}
    assert [one.session for one in tt.samples("run:verifiers")] == [trace.id, trace.id]


def test_the_session_of_a_trace_that_failed_is_dropped(tt: Turntree) -> None:
    done = asyncio.run(episode("fails"))
    assert not done.ok
    (trace,) = done.traces
    assert tt.facts(trace.id)["status"] == "dropped"
