"""Reads lines of the format `packed`: the samples of a session, or of the sessions of a group, as one prefix tree.

A trainer forwards `packed_ids` once, at `positions(line)`, under `visible(line)`. Token `at` of a sample is predicted
at the place of the token before it in that sample: `places(line, sample)` says where each of its tokens stands in the
tree.

    python examples/read_packed.py samples.jsonl
"""

from __future__ import annotations

import json
import sys
from typing import Any

Line = dict[str, Any]


def _starts(line: Line) -> list[int]:
    """Of each node, where its ids begin in `packed_ids`."""
    starts, at = [], 0
    for length in line["node_length"]:
        starts.append(at)
        at += length
    return starts


def positions(line: Line) -> list[int]:
    """Of each id, its position in a sequence: what rotary embeddings take."""
    firsts, lengths = line["node_first"], line["node_length"]
    return [first + at for first, length in zip(firsts, lengths, strict=True) for at in range(length)]


def nodes_of_ids(line: Line) -> list[int]:
    """Of each id, the node that it stands in."""
    return [node for node, length in enumerate(line["node_length"]) for _ in range(length)]


def visible(line: Line) -> list[list[bool]]:
    """Whether the id of a row sees that of a column: those before it on its own way from the root, and itself."""
    enter, leave, nodes = line["node_enter"], line["node_exit"], nodes_of_ids(line)
    return [
        [seen <= at and enter[nodes[seen]] <= enter[nodes[at]] < leave[nodes[seen]] for seen in range(len(nodes))]
        for at in range(len(nodes))
    ]


def places(line: Line, sample: Line) -> list[int]:
    """Of each token of a sample, where it stands in `packed_ids`."""
    starts, path, node = _starts(line), [], sample["node"]
    while node >= 0:
        path.append(node)
        node = line["node_parent"][node]
    walked = [starts[node] + at for node in reversed(path) for at in range(line["node_length"][node])]
    return walked[: sample["length"]]


def unpack(line: Line) -> list[Line]:
    """The single samples: tokens, loss mask and log-probs over all of them, weight."""
    samples = []
    for packed in line["samples"]:
        tokens = [line["packed_ids"][at] for at in places(line, packed)]
        mask, log_probs = [0] * len(tokens), [0.0] * len(tokens)
        told = iter(packed["log_probs"])
        for start, length in packed["trained"]:
            for at in range(start, start + length):
                mask[at], log_probs[at] = 1, next(told)
        samples.append({**packed, "tokens": tokens, "loss_mask": mask, "log_probs": log_probs})
    return samples


def main() -> None:
    """Reads the files that are named."""
    for path in sys.argv[1:]:
        with open(path) as lines:
            for text in lines:
                line = json.loads(text)
                saved = line["tokens_alone"] / max(1, line["tokens"])
                of = line["session"] or f"group {line['group_index']}"
                print(f"{of}: {len(unpack(line))} samples, {saved:.2f} times fewer tokens")


if __name__ == "__main__":
    main()
