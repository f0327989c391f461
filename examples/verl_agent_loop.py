"""verl's agent loop over Turntree: what a rollout recorded, in the fields of `AgentLoopOutput`.

With the package installed (pip install ./python) and this folder on PYTHONPATH,
`actor_rollout_ref.rollout.agent.agent_loop_config_path` names a file that says:

    - name: turntree_agent
      _target_: verl_agent_loop.TurntreeAgentLoop

A branched history has an output for each branch. verl's V1 trainer (verl.trainer.ppo.v1) takes them all; say
`every_branch: true` beside `_target_`. The older one takes one for each rollout: that with the most trained tokens.
Responses are cut to verl's `response_length`, as its own loops do.
"""

from __future__ import annotations

import asyncio
from typing import Any

from example_agent import run_agent, score

from turntree import Turntree


def rollout(question: str, label: str | None, sampling_params: dict[str, Any]) -> list[dict[str, Any]]:
    """Runs the agent once. One output a branch: prompt_ids, response_ids, response_mask, response_logprobs, ..."""
    known = {name: sampling_params[name] for name in ("temperature", "top_p", "top_k") if name in sampling_params}
    with Turntree() as tt:
        with tt.session(label=label, sampling_defaults=known) as session:
            session.reward(score(run_agent(session.openai, question), label))
        return list(session.lines("verl"))


def cut(output: dict[str, Any], response_length: int) -> dict[str, Any]:
    """An output whose response is at most so long; verl's batches have no room for more."""
    columns = ("response_ids", "response_mask", "response_logprobs")
    return output | {name: output[name] and output[name][:response_length] for name in columns}


def most_trained(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    """The output that has the most trained tokens."""
    return max(outputs, key=lambda output: sum(output["response_mask"]))


try:
    from verl.experimental.agent_loop.agent_loop import AgentLoopBase, AgentLoopOutput, register
except ImportError:
    # Without verl the module is good for `rollout` alone.
    pass
else:

    @register("turntree_agent")
    class TurntreeAgentLoop(AgentLoopBase):
        """The agent of example_agent.py in a session of its own."""

        def __init__(self, *args: Any, every_branch: bool = False, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.every_branch = every_branch

        async def run(self, sampling_params: dict[str, Any], **kwargs: Any) -> AgentLoopOutput | list[AgentLoopOutput]:
            """One rollout for a row of verl's data set."""
            question = kwargs["raw_prompt"][-1]["content"]
            label = kwargs.get("reward_model", {}).get("ground_truth")
            recorded = await asyncio.to_thread(rollout, question, label, sampling_params)
            outputs = [cut(output, self.rollout_config.response_length) for output in recorded]
            if self.every_branch:
                return [AgentLoopOutput(**output) for output in outputs]
            return AgentLoopOutput(**most_trained(outputs))
