# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""verifiers: an environment in which each agent's run is a session, and its trace has the ids that were recorded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from verifiers.v1.agent import Agents
from verifiers.v1.clients import EvalClient, ModelContext
from verifiers.v1.configs.client import BaseClientConfig
from verifiers.v1.dialects import ChatDialect, Dialect
from verifiers.v1.env import Env
from verifiers.v1.envs.single_agent import SingleAgentEnvConfig
from verifiers.v1.episode import Episode
from verifiers.v1.graph import PendingTurn
from verifiers.v1.interception import Interception
from verifiers.v1.interception.base import Slot
from verifiers.v1.session import RolloutSession
from verifiers.v1.task import Task
from verifiers.v1.trace import Trace
from verifiers.v1.types import Response, SamplingConfig, TurnTokens

from turntree._json import JsonObject
from turntree._session import NO_KEY
from turntree.async_client import AsyncSession, AsyncTurntree
from turntree.errors import UnreadableAnswer

#: What an answer has beside that which the program asked for.
_ASKED = {"return_token_ids": True, "logprobs": True}


def _take_tokens(answer: dict[str, Any], body: Mapping[str, Any]) -> TurnTokens:
    """The ids of prompt and answer, taken out of an answer unless its program had asked for them too."""
    (choice,) = answer["choices"]
    log_probs = [entry["logprob"] for entry in (choice.get("logprobs") or {}).get("content") or []]
    tokens = TurnTokens(
        prompt_ids=answer.get("prompt_token_ids") or [],
        completion_ids=choice.get("token_ids") or [],
        completion_logprobs=log_probs,
    )
    if not tokens.prompt_ids or len(log_probs) != len(tokens.completion_ids):
        raise UnreadableAnswer("The answer has no ids of its prompt, or another count of log-probs than of ids.")
    if not body.get("return_token_ids"):
        del answer["prompt_token_ids"], choice["token_ids"]
    if not body.get("logprobs"):
        choice["logprobs"] = None
    return tokens


class SessionClient(EvalClient):
    """Asks the model in one session. A whole answer over Chat Completions has the ids that were recorded."""

    def __init__(self, config: BaseClientConfig, session: AsyncSession) -> None:
        super().__init__(config)
        self.base_url = session.openai
        self.api_key = session.key or NO_KEY

    async def get_response(
        self,
        dialect: Dialect,
        body: dict[str, Any],
        sampling: SamplingConfig,
        session_id: str | None = None,
        turn: PendingTurn | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """One answer of the model."""
        if not isinstance(dialect, ChatDialect):
            return await super().get_response(dialect, body, sampling, session_id, turn, headers)
        response = await super().get_response(dialect, {**body, **_ASKED}, sampling, session_id, turn, headers)
        response.tokens = _take_tokens(response.raw or {}, body)
        return response


class _Recording(Interception):
    """verifiers' own interception, with a session opened for each trace."""

    def __init__(self, within: Interception, turntree: AsyncTurntree, run: str | None) -> None:
        super().__init__()
        self.within = within
        self.turntree = turntree
        self.run = run
        self.opened: dict[str, AsyncSession] = {}

    async def start(self) -> None:
        """Nothing: the environment has started what is within."""

    @asynccontextmanager
    async def acquire(self, session: RolloutSession) -> AsyncIterator[Slot]:
        task = session.trace.task.data
        opened = await self.turntree.open(
            id=session.trace.id, group=task.idx, run=self.run, prompt=task.model_dump(mode="json").get("prompt")
        )
        self.opened[session.trace.id] = opened
        async with self.within.acquire(session) as slot:
            session.client = SessionClient(session.ctx.client, opened)
            try:
                yield slot
            finally:
                await session.client.close()


class TurntreeEnvConfig(SingleAgentEnvConfig):
    """As that of `SingleAgentEnv`."""

    run: str | None = None
    """The label `run` of the sessions."""


class TurntreeEnv(Env[TurntreeEnvConfig]):
    """A taskset's single agent, recorded.

    A session has its trace's id, the task's index as its group, and the trace's reward. The session of a trace that
    failed is dropped. The server is that of the environment, TURNTREE_URL; the address in the run's client is not
    used.
    """

    async def run(self, task: Task, agents: Agents) -> None:
        """One episode: the agent runs once."""
        await agents.agent.run(task)

    async def start(self) -> None:
        """Puts the sessions between verifiers' interception and its model."""
        if self._interception is None:
            raise RuntimeError("An environment is started while it is serving.")
        # No setting takes a client of one's own: the interception hands each run its client.
        self._recording = _Recording(self._interception, AsyncTurntree(), self.config.run)
        self._interception = self._recording

    async def stop(self) -> None:
        """Closes the connections."""
        if isinstance(self._interception, _Recording):
            await self._interception.turntree.close()

    async def run_episode(
        self,
        task: Task,
        ctx: ModelContext,
        *,
        on_trace: Callable[[Trace], None] | None = None,
        on_discard: Callable[[Trace], None] | None = None,
    ) -> Episode:
        """One episode, the sessions of which are finished or dropped at its end."""
        minted: list[Trace] = []

        def note(trace: Trace) -> None:
            minted.append(trace)
            if on_trace is not None:
                on_trace(trace)

        kept: list[Trace] = []
        try:
            episode = await super().run_episode(task, ctx, on_trace=note, on_discard=on_discard)
            kept = [trace for trace in episode.traces if episode.ok]
        finally:
            for trace in minted:
                await self._settle(trace, any(trace is one for one in kept))
        return episode

    async def _settle(self, trace: Trace, kept: bool) -> None:
        session = self._recording.opened.pop(trace.id, None)
        if session is None:
            return
        if not kept:
            await session.drop()
            return
        session.reward(trace.reward)
        named: JsonObject = {name: reward.value for name, reward in trace.rewards.items() if reward is not None}
        await session.finish(metadata={"verifiers": {"task": trace.task.key, "rewards": named}})
