# pyright: basic
"""A taskset of verifiers, its agent, which runs in this process, and the environment that records it."""

from __future__ import annotations

from typing import Any

import httpx
import verifiers.v1 as vf
from verifiers.v1.runtimes import ProgramResult

from turntree.integrations.verifiers import TurntreeEnv

__all__ = ["AddingAgent", "AddingTaskset", "TurntreeEnv"]


class AddingTask(vf.Task[vf.TaskData]):
    @vf.reward(weight=0.5)
    async def answered(self, trace: vf.Trace) -> float:
        return float(any("42" in (node.message.content or "") for node in trace.nodes if node.sampled))


class AddingTaskset(vf.Taskset[AddingTask, vf.TasksetConfig]):
    def load(self) -> list[AddingTask]:
        return [AddingTask(vf.TaskData.model_validate({"prompt": "Please add 19 and 23."}))]


class AddingAgent(vf.Harness[vf.HarnessConfig]):
    """Asks, gives the answer back with another question, and once more begins anew: two branches."""

    EXECUTES_CODE = False
    NEEDS_CONTAINER = False

    async def launch(self, ctx: Any, trace: Any, runtime: Any, endpoint: str, secret: str, *_: Any) -> ProgramResult:
        async with httpx.AsyncClient(headers={"authorization": f"Bearer {secret}"}, timeout=60) as client:

            async def ask(*messages: dict[str, Any]) -> dict[str, Any]:
                body = {"model": ctx.model, "messages": list(messages)}
                response = await client.post(f"{endpoint}/chat/completions", json=body)
                response.raise_for_status()
                answer = response.json()
                assert "prompt_token_ids" not in answer, "the program is told what it did not ask for"
                return answer["choices"][0]["message"]

            question = {"role": "user", "content": trace.task.data.prompt}
            said = await ask(question)
            await ask(question, said, {"role": "user", "content": "Are you sure?"})
            await ask(question, said, {"role": "user", "content": "In words, please."})
            if ctx.model == "fails":
                raise RuntimeError("The agent gave up.")
        return ProgramResult(0, "", "")
