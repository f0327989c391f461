"""slime's custom generate function over Turntree: an agent runs against a session, its samples go to the trainer.

    pip install ./python
    PYTHONPATH=examples TURNTREE_URL=http://127.0.0.1:3000 python train.py \\
        --custom-generate-function-path slime_generate.generate ...

The engine is the one that slime serves, named to Turntree by TURNTREE_ENGINE_URL, so that it samples with the weights
that train. The prompt is a string here; give your own agent whatever your data holds.

One rollout can give several samples, one for each branch of its history; they share `rollout_id`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from example_agent import run_agent, score

from turntree import Session
from turntree.integrations.slime import generate_function


def rollout(session: Session, row: Mapping[str, Any]) -> float:
    """Lets the agent work on a prompt, and says what its answer is worth."""
    return score(run_agent(session.openai, row["prompt"]), row["label"])


generate = generate_function(rollout)
