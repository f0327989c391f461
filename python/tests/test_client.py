"""Sessions and samples of the built server, by both clients."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import cast

import numpy as np
import pytest
from conftest import TRAINER, ask, say

from turntree import AsyncTurntree, Conflict, Forbidden, InvalidRequest, NotFound, Turntree, WrongKey
from turntree._operations import Wanted


def test_a_rollout_becomes_samples_with_its_reward(tt: Turntree) -> None:
    with tt.session(group=12, index=3, run="mine", label="42") as s:
        assert ask(s.openai, say("It is 42.")) == "It is 42."
        s.reward(0.5)
    (sample,) = s.samples
    assert (sample.reward, sample.group_index, sample.group_place, sample.label) == (0.5, 12, 3, "42")
    assert sample.response.startswith("It is 42.")
    assert len(sample.tokens) == len(sample.loss_mask) == len(sample.log_probs) == len(sample)
    assert (sample.tokens.dtype, sample.log_probs.dtype) == (np.int64, np.float64)
    assert sample.loss_mask[: sample.prompt_length].sum() == 0
    assert sample.trained_tokens == sample.response_length
    assert (sample.log_probs[sample.loss_mask == 0] == 0).all()
    assert [found.digest for found in tt.samples("run:mine")] == [sample.digest]


def test_the_columns_are_those_that_the_server_holds(tt: Turntree) -> None:
    with tt.session(id="columns", group=20) as s:
        ask(s.openai, say("One."))
        ask(s.openai, say("Another."))
        s.reward(1)
    samples = list(tt.samples(session="columns"))
    lines = list(tt.lines("areal", session="columns"))
    assert len(samples) == 2
    for sample, line in zip(samples, lines, strict=True):
        tensors = line["tensor_dict"]
        assert isinstance(tensors, dict)
        assert [sample.tokens.tolist()] == tensors["input_ids"]
        assert [sample.loss_mask.tolist()] == tensors["loss_mask"]
        assert [sample.log_probs.tolist()] == tensors["logprobs"]


def test_a_block_that_raises_drops_its_session(tt: Turntree) -> None:
    def rollout() -> None:
        with tt.session(id="raises") as s:
            ask(s.openai, say("Half."))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rollout()
    assert tt.facts("raises")["status"] == "dropped"
    with pytest.raises(Conflict, match="raises"):
        tt.open(id="raises")


def test_samples_of_open_sessions_come_only_when_asked_for(tt: Turntree) -> None:
    with tt.session(id="still-open", run="open") as s:
        ask(s.openai, say("So far."))
        assert list(tt.samples("run:open")) == []
        assert len(list(tt.samples("run:open", status=None, include="open,unrewarded"))) == 1
        assert len(list(tt.samples(session="still-open"))) == 1
        assert len(list(s.lines("verl"))) == 1


def test_an_agent_s_process_learns_its_session_and_no_key_of_the_trainer(
    tt: Turntree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TURNTREE_TRAINER_TOKEN", TRAINER)
    monkeypatch.setenv("OPENAI_API_KEY", "a key of my own")
    names = ("OPENAI_BASE_URL", "OPENAI_API_KEY", "TURNTREE_TRAINER_TOKEN")
    program = f"import os; print(*(os.environ.get(name) for name in {names}))"
    with tt.session() as s:
        printed = subprocess.run(
            [sys.executable, "-c", program], env=s.env(), capture_output=True, text=True, check=True
        )
        assert printed.stdout.split() == [s.openai, s.key, "None"]
        assert s.env({"ONLY": "this"}) == {
            "ONLY": "this",
            "OPENAI_BASE_URL": s.openai,
            "OPENAI_API_KEY": s.key,
            "ANTHROPIC_BASE_URL": s.anthropic,
            "ANTHROPIC_API_KEY": s.key,
        }
    assert os.environ["TURNTREE_TRAINER_TOKEN"] == TRAINER


def test_rewards_of_leaves_reach_the_samples(tt: Turntree) -> None:
    with tt.session(policy={"name": "strict", "reward_mode": "leaf"}) as s:
        ask(s.openai, say("Left."))
        ask(s.openai, say("Right."))
        s.reward(0.25, leaf=1)
        s.reward(-1, leaf=2)
    assert [sample.reward for sample in s.samples] == [0.25, -1.0]


def test_named_rewards_stay_named(tt: Turntree) -> None:
    with tt.session() as s:
        ask(s.openai, say("Named."))
        s.reward({"right": 1, "form": 0.5})
    assert s.samples[0].reward == {"right": 1.0, "form": 0.5}


def test_errors_are_typed_and_in_the_server_s_words(tt: Turntree, url: str) -> None:
    with pytest.raises(NotFound, match='"nobody": there is no such session'):
        tt.facts("nobody")
    with pytest.raises(InvalidRequest, match="max_turns"):
        tt.open(max_turns=0)
    with pytest.raises(InvalidRequest, match="colour"):
        list(tt.lines("colour"))
    with pytest.raises(Forbidden, match="trainer's key"):
        tt.import_recordings(__file__)
    with pytest.raises(WrongKey, match="bearer"), Turntree(url, "some-other-token") as stranger:
        stranger.facts("nobody")


def test_the_summary_says_what_an_export_would_be(tt: Turntree) -> None:
    with tt.session(run="summed") as s:
        ask(s.openai, say("Counted."))
    assert tt.summary("verl", "run:summed")["samples"] == 0
    summary = tt.summary("verl", "run:summed", include="unrewarded")
    assert (summary["samples"], summary["lines"], summary["sessions"]) == (1, 1, 1)


def test_every_choice_of_an_export_can_be_made(tt: Turntree) -> None:
    with pytest.raises(InvalidRequest, match="accepted are") as refused:
        list(tt.lines("slime", "nonsense", **cast(Wanted, {"nonsense": 1})))
    accepted = set(refused.value.message.split("accepted are ")[1].rstrip(".").split(", "))
    # The format and the filter are arguments of their own, and a stream needs no compressed file and no Parquet.
    assert accepted - {"format", "filter", "compress", "as"} == set(Wanted.__annotations__)


def test_samples_of_a_group_are_packed_and_weighed_as_told(tt: Turntree) -> None:
    for index in range(2):
        with tt.session(group=77, index=index, run="packed") as s:
            ask(s.openai, say("Packed."))
            s.reward(index)
    (line,) = tt.lines("packed", "run:packed", pack="group", sample_weight="prompt", advantage_rule="leave_one_out")
    samples = cast("list[dict[str, float]]", line["samples"])
    assert sorted((one["weight"], one["advantage"]) for one in samples) == [(0.5, -1.0), (0.5, 1.0)]


def test_a_data_set_is_streamed_with_the_samples_columns(tt: Turntree) -> None:
    for index in range(3):
        with tt.session(run="set", index=index) as s:
            ask(s.openai, say(f"Row {index}."))
            s.reward(index)
    rows = list(tt.dataset("run:set"))
    samples = {sample.digest: sample for sample in tt.samples("run:set")}
    assert len(rows) == len(samples) == 3
    for row in rows:
        sample = samples[row["digest"]]
        assert row["tokens"] == sample.tokens.tolist()
        assert row["loss_mask"] == sample.loss_mask.tolist()
        assert row["log_probs"] == sample.log_probs.tolist()
        assert (row["reward"], row["response"]) == (sample.reward, sample.response)


def test_what_a_trainer_found_out_stands_on_the_tokens_that_it_is_about(tt: Turntree) -> None:
    with tt.session(id="annotated", group=1) as s:
        ask(s.openai, say("One two three."))
        s.reward(1)
    (sample,) = tt.samples(session="annotated")
    column = np.where(sample.loss_mask == 1, sample.log_probs - 0.25, 7.0)
    assert tt.annotate(sample, "trainer_logprob", column)["written"] == 1
    tt.annotate(sample, "entropy", column[1:], at=1_700_000_000_005)
    tt.annotate(sample, "entropy", sample.response_span(column), at=1_700_000_000_006)
    tt.annotate_all([(sample, "advantage", 0.5), (sample, "score:fluent", 1)], producer="judge")
    tt.annotate_session("annotated", "comment", "Looks right.", turn=1)
    (said,) = tt.annotations("annotated", kind="trainer_logprob")
    values = said["values"]
    assert isinstance(values, list)
    assert values == column[sample.loss_mask == 1].tolist()
    (entropy,) = tt.annotations("annotated", kind="entropy")
    assert (entropy["at"], entropy["values"]) == (1_700_000_000_006, values)
    assert len(list(tt.annotations("annotated", kind="entropy", every=True))) == 2
    with pytest.raises(InvalidRequest):
        tt.annotate(sample, "trainer_logprob", column[:3])
    with pytest.raises(InvalidRequest):
        tt.annotate(sample, "trainer_logprob", np.full(len(sample), np.nan))


def test_rewards_may_come_after_the_end(tt: Turntree) -> None:
    with tt.session(id="amended") as s:
        ask(s.openai, say("Judged later."))
        s.reward(1, turn=1)
    assert tt.amend("amended", reward=0.25, labels={"judge": "second"})["reward"] == 0.25
    (sample,) = tt.samples(session="amended")
    assert sample.reward == 0.25
    with pytest.raises(Conflict, match="PATCH"):
        tt.finish("amended", {"reward": 0.75})


def test_a_feed_gives_each_sample_once_and_the_ledger_says_what_was_trained(tt: Turntree) -> None:
    for index in range(3):
        with tt.session(run="fed", index=index) as s:
            ask(s.openai, say(f"Fed {index}."))
            s.reward(index)
    first = list(tt.feed("run:fed", run="fed", limit=2))
    (last,) = tt.feed("run:fed", run="fed")
    assert list(tt.feed("run:fed", run="fed")) == []
    assert tt.ack(61, first, weights="W61", released=[last])["trained"] == 2
    assert [one.digest for one in tt.feed("run:fed", run="fed")] == [last.digest]
    manifest = tt.manifest("W61", run="fed")
    assert manifest["trained_tokens"] == sum(one.sample.trained_tokens for one in first)
    with pytest.raises(Conflict, match="step 61"):
        tt.ack(62, first)
    with pytest.raises(NotFound, match="no lease"):
        tt.ack(62, ["never-given"])
    with pytest.raises(NotFound, match="W99"):
        tt.manifest("W99", run="fed")


def test_the_client_for_asyncio_does_the_same(url: str) -> None:
    async def rollout(client: AsyncTurntree, index: int) -> None:
        async with client.session(group=77, index=index, run="async") as s:
            await asyncio.to_thread(ask, s.openai, say(f"Number {index}."))
            s.reward(index)

    async def main() -> None:
        async with AsyncTurntree(url, TRAINER) as client:
            await asyncio.gather(*(rollout(client, index) for index in range(4)))
            rewards = [sample.reward async for sample in client.samples("run:async")]
            assert len(rewards) == 4
            assert all(index in rewards for index in range(4))
            assert len([line async for line in client.lines("tinker", "run:async")]) == 4
            assert (await client.summary(filter="run:async"))["samples"] == 4
            with pytest.raises(ZeroDivisionError):
                async with client.session(id="async-raises"):
                    raise ZeroDivisionError
            assert (await client.facts("async-raises"))["status"] == "dropped"
            with pytest.raises(NotFound, match="nobody"):
                await client.facts("nobody")
            leased = [one async for one in client.feed("run:async", run="async", wait_s=1)]
            assert (await client.ack(1, leased))["trained"] == 4
            assert (await client.manifest(1, run="async"))["samples"] == 4

    asyncio.run(main())
