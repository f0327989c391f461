"""The examples for trainers: what goes in, and that every token that trains was sampled there."""

from __future__ import annotations

import asyncio
import dataclasses
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from conftest import PROJECT, TRAINER, Engine

QUESTION = "Please add 19 and 23."


@pytest.fixture(autouse=True)
def beside_the_examples(url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(PROJECT / "examples"), *sys.path])
    monkeypatch.setenv("TURNTREE_URL", url)
    monkeypatch.setenv("TURNTREE_TRAINER_TOKEN", TRAINER)
    call = '<tool_call>\n{"name": "add", "arguments": {"left": 19, "right": 23}}\n</tool_call>'
    engine.say_next(call, "It is 42.")


def unproven(sample: Mapping[str, Any], engine: Engine) -> list[int]:
    """Positions that train and were not sampled there, after exactly the tokens before, with this log-prob."""
    tokens: Sequence[int] = sample["tokens"]
    start = len(tokens) - sample["response_length"]
    proven: set[int] = set()
    for made in engine.generations():
        asked, sampled = made["input_ids"], made["output_ids"]
        if tokens[: len(asked)] != asked:
            continue
        for offset, (id, log_prob) in enumerate(zip(sampled, made["log_probs"], strict=True)):
            at = len(asked) + offset
            if tokens[at : at + 1] != [id]:
                break
            if sample["rollout_log_probs"][at - start] == log_prob:
                proven.add(at)
    return [start + at for at, bit in enumerate(sample["loss_mask"]) if bit and start + at not in proven]


@dataclasses.dataclass
class SlimeSample:
    """Takes the place of slime's own, of which the example needs two ways in."""

    fields: dict[str, Any]

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> SlimeSample:
        return cls(fields)

    def __getattr__(self, name: str) -> Any:
        return self.fields.get(name)


def test_slime_a_base_sample_goes_in_and_proven_samples_with_their_reward_come_out(engine: Engine) -> None:
    from slime_generate import generate

    base = SlimeSample({"group_index": 3, "index": 7, "label": "42", "prompt": QUESTION})
    (sample,) = asyncio.run(generate(None, base, {"temperature": 0.7, "max_new_tokens": 200, "stop": None}))
    fields = sample.fields
    assert (fields["group_index"], fields["index"], fields["label"], fields["reward"]) == (3, 7, "42", 1.0)
    assert "It is 42." in fields["response"]
    assert 1 in fields["loss_mask"]
    assert unproven(fields, engine) == []


def test_verl_one_rollout_becomes_the_fields_of_its_output(engine: Engine) -> None:
    from verl_agent_loop import cut, most_trained, rollout

    output = most_trained(rollout(QUESTION, "42", {"temperature": 1.0, "repetition_penalty": 1.0}))
    short = cut(output, 5)
    assert short["response_ids"] == output["response_ids"][:5]
    assert len(short["response_mask"]) == len(short["response_logprobs"]) == 5
    assert cut(output | {"response_logprobs": None}, 5)["response_logprobs"] is None
    assert (output["reward_score"], output["num_turns"]) == (1.0, 4)
    assert 1 in output["response_mask"]
    sample: dict[str, Any] = {
        "tokens": output["prompt_ids"] + output["response_ids"],
        "response_length": len(output["response_ids"]),
        "loss_mask": output["response_mask"],
        "rollout_log_probs": output["response_logprobs"],
    }
    assert unproven(sample, engine) == []
    sample["tokens"][-2] += 1
    assert unproven(sample, engine) != []
