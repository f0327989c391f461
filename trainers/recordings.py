"""Makes recordings that a trainer must agree with, of recordings as they are.

    python recordings.py TURNS.jsonl OUT.turns.jsonl VOCABULARY.json TEMPERATURE

Each session comes once more as `on-{id}`, with the log-probs of the tiny model at the temperature that it was sampled
at; sessions named `edge-...` are made of two of them, one for each odd fact that a trainer may stumble over.
"""

from __future__ import annotations

import copy
import hashlib
import json
import struct
import sys
from typing import Any, Callable

from tiny_model import TinyModel

Line = dict[str, Any]
PADDING = 151643


def digest(prompt: list[int], output: list[int], log_probs: list[float] | None) -> str:
    """A turn's digest, as docs/exports.md says."""
    columns = [struct.pack(f"<{len(ids)}i", *ids) for ids in (prompt, output)]
    parts = [struct.pack("<i", len(column)) + column for column in columns]
    if log_probs is None:
        parts.append(struct.pack("<i", -1))
    else:
        column = struct.pack(f"<{len(log_probs)}d", *log_probs)
        parts.append(struct.pack("<i", len(column)) + column)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def prompts_of(turns: list[Line]) -> list[list[int]]:
    """The prompt of each turn: ids of its own, and copies out of earlier turns."""
    sequences: dict[int, list[int]] = {}
    prompts = []
    for turn in turns:
        prompt: list[int] = []
        for part in turn["prompt"]:
            if "ids" in part:
                prompt += part["ids"]
            else:
                source, start, length = part["copy"]
                prompt += sequences[source][start : start + length]
        sequences[turn["index"]] = prompt + turn["output_ids"]
        prompts.append(prompt)
    return prompts


def every(**facts: Any) -> Callable[[list[Line]], None]:
    def change(turns: list[Line]) -> None:
        for turn in turns:
            turn.update(facts)

    return change


def last(**facts: Any) -> Callable[[list[Line]], None]:
    return lambda turns: turns[-1].update(facts)


def middle(**facts: Any) -> Callable[[list[Line]], None]:
    return lambda turns: turns[len(turns) // 2].update(facts)


def versions(turns: list[Line]) -> None:
    for at, turn in enumerate(turns):
        turn["weight_version"] = str(7 + at)


def temperatures(turns: list[Line]) -> None:
    for at, turn in enumerate(turns):
        turn["facts"]["sampling"]["temperature"] = [0.7, 0, 1.3][at % 3]


def unchanged(turns: list[Line]) -> None:
    del turns


EDGES: list[tuple[str, str, Line, Callable[[list[Line]], None]]] = [
    ("negative", "linear", {"reward": -1.5, "group_index": 100, "index": 1000}, unchanged),
    ("zero", "linear", {"reward": 0, "group_index": 100, "index": 1001}, unchanged),
    ("positive", "sub-agent", {"reward": 2.5, "group_index": 100, "index": 1002}, unchanged),
    ("no-reward", "linear", {"reward": None, "group_index": 101, "index": 1010}, unchanged),
    ("abort", "linear", {"reward": 1, "group_index": 101, "index": 1011}, last(finish_reason="abort")),
    ("truncated", "linear", {"reward": 1, "group_index": 101, "index": 1013}, last(finish_reason="length")),
    ("truncated-fork", "sub-agent", {"reward": 0, "group_index": 101, "index": 1016}, middle(finish_reason="length")),
    ("versions", "linear", {"reward": 1, "group_index": 101, "index": 1015}, versions),
    ("no-index", "sub-agent", {"reward": 1, "group_index": None, "index": None, "rollout_id": None}, unchanged),
    ("text-rollout", "sub-agent", {"reward": 1, "group_index": None, "index": None, "rollout_id": "r7"}, unchanged),
    ("named-rewards", "linear", {"reward": {"right": 1, "form": 0.5}, "group_index": 102, "index": 1020}, unchanged),
    ("untrained", "linear", {"reward": 1, "group_index": 103, "index": 1030}, every(auxiliary="title")),
    ("leaf-rewards", "sub-agent", {"leaf_rewards": {"0": 0.25, "1": -0.5}, "group_index": 104, "index": 1040}, unchanged),
    ("temperatures", "linear", {"reward": 1, "group_index": 105, "index": 1050}, temperatures),
    ("undelivered", "linear", {"reward": 1, "group_index": 106, "index": 1060}, last(delivery="undelivered")),
]


def with_edges(sessions: dict[str, list[Line]]) -> list[list[Line]]:
    made = list(sessions.values())
    for name, base, facts, change in EDGES:
        lines = copy.deepcopy(sessions[base])
        lines[0] |= {"id": f"edge-{name}", "metadata": {"edge": name}} | facts
        change(lines[1:])
        made.append(lines)
    return made


def read(path: str) -> dict[str, list[Line]]:
    sessions: dict[str, list[Line]] = {}
    for text in open(path):
        line = json.loads(text)
        # What was said later of a session has nothing to say of sessions that are made of it.
        if line["type"] not in ("session", "turn"):
            continue
        line.pop("later", None)
        sessions.setdefault(line["session"] if line["type"] == "turn" else line["id"], []).append(line)
    return sessions


def main(source: str, target: str, vocabulary_path: str, at_temperature: float) -> None:
    sessions = with_edges(read(source))
    prompts = [prompts_of(lines[1:]) for lines in sessions]
    vocabulary = {PADDING}
    for lines, of_session in zip(sessions, prompts):
        for turn, prompt in zip(lines[1:], of_session):
            vocabulary.update(prompt, turn["output_ids"])
    json.dump(sorted(vocabulary), open(vocabulary_path, "w"))
    model = TinyModel(list(vocabulary))
    with open(target, "w") as out:
        for (session, *turns), of_session in zip(sessions, prompts):
            is_mixed = session["id"] == "edge-temperatures"
            session["id"] = f"on-{session['id']}"
            out.write(json.dumps(session) + "\n")
            for turn, prompt in zip(turns, of_session):
                output = turn["output_ids"]
                sampling = turn["facts"]["sampling"]
                if not is_mixed:
                    sampling["temperature"] = at_temperature
                if prompt and output:
                    scored = model.log_probs(prompt + output, sampling["temperature"] or 1.0)
                    turn["output_log_probs"] = scored[len(prompt) :]
                turn["session"] = session["id"]
                turn["digest"] = digest(prompt, output, turn["output_log_probs"])
                out.write(json.dumps(turn) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]))
