"""slime's custom generate function over Turntree: an agent runs against a session, its samples go to the trainer.

    PYTHONPATH=examples TURNTREE_URL=http://127.0.0.1:3000 python train.py \\
        --custom-generate-function-path slime_generate.generate ...

The engine is the one that slime serves, named to Turntree by TURNTREE_ENGINE_URL, so that it samples with the weights
that train. The prompt is a string here; give your own agent whatever your data holds.

One rollout can give several samples, one for each branch of its history; they share `rollout_id`.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from example_agent import run_agent, score
from turntree_client import TurntreeClient

TURNTREE_URL = os.environ.get("TURNTREE_URL", "http://127.0.0.1:3000")
# Stays here: agents get the session's base URL, which holds a key of that session alone.
TURNTREE_TOKEN = os.environ.get("TURNTREE_TRAINER_TOKEN")

# slime's names of sampling settings, and those of a session.
SAMPLING_NAMES = {
    "temperature": "temperature",
    "top_p": "top_p",
    "top_k": "top_k",
    "max_new_tokens": "max_tokens",
}


async def generate(args: Any, sample: Any, sampling_params: dict[str, Any]) -> list[Any]:
    """Takes slime's base Sample and returns the Samples that its rollout gave."""
    rollouts = await asyncio.to_thread(_rollout, sample, sampling_params)
    return [type(sample).from_dict(fields) for fields in rollouts]


def _rollout(sample: Any, sampling_params: dict[str, Any]) -> list[dict[str, Any]]:
    session = TurntreeClient(TURNTREE_URL, TURNTREE_TOKEN).open_session(
        group_index=sample.group_index,
        index=sample.index,
        rollout_id=sample.rollout_id,
        label=sample.label,
        prompt=sample.prompt,
        sampling_defaults={
            SAMPLING_NAMES[name]: value for name, value in sampling_params.items() if name in SAMPLING_NAMES
        },
    )
    with session:
        answer = run_agent(session.openai_base_url, sample.prompt)
        return session.finish(reward=score(answer, sample.label))
