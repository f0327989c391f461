"""The smallest agent there is, in the place of yours: it asks, answers every tool call, and stops at a plain answer."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

ADD = {
    "type": "function",
    "function": {
        "name": "add",
        "description": "Adds two numbers.",
        "parameters": {
            "type": "object",
            "properties": {"left": {"type": "number"}, "right": {"type": "number"}},
            "required": ["left", "right"],
        },
    },
}

MAX_TURNS = 8


def run_agent(openai_base_url: str, question: str) -> str:
    """Lets the model work on a question, with one tool, and returns its answer."""
    messages: list[dict[str, Any]] = [{"role": "user", "content": question}]
    for _ in range(MAX_TURNS):
        message = _complete(openai_base_url, messages)
        messages.append(message)
        calls = message.get("tool_calls") or []
        if not calls:
            return message.get("content") or ""
        for call in calls:
            numbers = json.loads(call["function"]["arguments"])
            result = numbers["left"] + numbers["right"]
            messages.append({"role": "tool", "tool_call_id": call["id"], "content": json.dumps(result)})
    return ""


def score(answer: str, label: str | None) -> float:
    """1 when the answer names the label, else 0."""
    return 1.0 if label is not None and label in answer else 0.0


def _complete(openai_base_url: str, messages: list[dict[str, Any]]) -> dict[str, Any]:
    body = {"model": "policy", "messages": messages, "tools": [ADD]}
    request = urllib.request.Request(
        f"{openai_base_url}/chat/completions",
        data=json.dumps(body).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.loads(response.read())["choices"][0]["message"]
