"""verl's agent loop over Turntree: what a rollout recorded, in the fields of `AgentLoopOutput`.

With this folder on PYTHONPATH, `actor_rollout_ref.rollout.agent.agent_loop_config_path` names a file that says:

    - name: turntree_agent
      _target_: verl_agent_loop.TurntreeAgentLoop

verl takes one output for each rollout, so of a branched history the sample with the most trained tokens is given.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from example_agent import run_agent, score
from turntree_client import TurntreeClient

TURNTREE_URL = os.environ.get("TURNTREE_URL", "http://127.0.0.1:3000")


def rollout(question: str, label: str | None, sampling_params: dict[str, Any]) -> dict[str, Any]:
    """Runs the agent once and returns prompt_ids, response_ids, response_mask, response_logprobs and the rest."""
    known = {name: sampling_params[name] for name in ("temperature", "top_p", "top_k") if name in sampling_params}
    with TurntreeClient(TURNTREE_URL).open_session(label=label, sampling_defaults=known) as session:
        answer = run_agent(session.openai_base_url, question)
        session.finish(reward=score(answer, label))
        outputs = session.samples(format="verl")
        return max(outputs, key=lambda output: sum(output["response_mask"]))


try:
    from verl.experimental.agent_loop.agent_loop import AgentLoopBase, AgentLoopOutput, register
except ImportError:
    # Without verl the module is good for `rollout` alone.
    pass
else:

    @register("turntree_agent")
    class TurntreeAgentLoop(AgentLoopBase):
        async def run(self, sampling_params: dict[str, Any], **kwargs: Any) -> AgentLoopOutput:
            question = kwargs["raw_prompt"][-1]["content"]
            label = kwargs.get("reward_model", {}).get("ground_truth")
            return AgentLoopOutput(**await asyncio.to_thread(rollout, question, label, sampling_params))
