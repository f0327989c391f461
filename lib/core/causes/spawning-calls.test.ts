import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { assistant, system, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { forkCauses } from "./fork-causes";
import { spawningCalls } from "./spawning-calls";

function spawned(...sketches: readonly Partial<TurnSketch>[]) {
  const recording = recordingOf(
    ...sketches.map((sketch, at) => ({ prompt: [at], output: [100 + at], ...sketch })),
  );
  const forks = forkCauses(recording, linearise(recording, resolvePolicy("strict")));
  return [...spawningCalls(recording.turns, forks)];
}

function calling(
  name: string,
  ...calls: readonly { readonly id: string; readonly args: JsonValue }[]
): Message {
  const tool_calls = calls.map(({ id, args }) => ({
    type: "function" as const,
    id,
    function: { name, arguments: args },
  }));
  return assistant("", { tool_calls });
}

function result(id: string, content: string): Message {
  return { role: "tool", content, tool_call_id: id };
}

const head = [system("You are an agent."), user("Tidy up this repository.")];

describe("spawningCalls", () => {
  it("finds Claude Code's Agent call by the agentId that its result quotes, though the result comes later", () => {
    const answer = calling(
      "Agent",
      { id: "call_1", args: { description: "Search", prompt: "Find dead code.", subagent_type: "Explore" } },
      { id: "call_2", args: { description: "Search", prompt: "Find dead code.", subagent_type: "Explore" } },
    );
    const child = (subAgent: string, asked: string) => ({
      subAgent,
      promptMessages: [system("You search."), user(asked)],
    });
    const launched = [
      result("call_2", "Async agent launched successfully.\nagentId: a5c0ffee (internal)"),
      result("call_1", "Async agent launched successfully.\nagentId: a1b2c3d4 (internal)"),
    ];
    expect(
      spawned(
        { promptMessages: head, responseMessage: answer },
        child("a1b2c3d4", "Find dead code."),
        child("a5c0ffee", "Find dead code."),
        { promptMessages: [...head, answer, ...launched] },
        child("a1b2c3d4", "Find dead code."),
      ),
    ).toEqual([
      [2, { turn: 1, call: 0, tool: "Agent" }],
      [3, { turn: 1, call: 1, tool: "Agent" }],
    ]);
  });

  it("finds Codex's spawn_agent by the thread id in its result, not the call that waits for it", () => {
    const thread = "019a3c1e-77aa-7000-8000-5f0e11d2c3b4";
    const spawning = calling("spawn_agent", { id: "call_1", args: { message: "Look." } });
    const waiting = calling("wait_agent", { id: "call_2", args: { ids: [thread] } });
    const asked = [...head, spawning, result("call_1", `{"agent_id":"${thread}"}`)];
    expect(
      spawned(
        { promptMessages: head, responseMessage: spawning },
        { promptMessages: asked, responseMessage: waiting },
        {
          subAgent: thread,
          promptMessages: [system("You are an agent."), user("<environment_context>"), user("Look around.")],
        },
        { promptMessages: [...asked, waiting, result("call_2", `{"status":{"${thread}":"done"}}`)] },
      ),
    ).toEqual([[3, { turn: 1, call: 0, tool: "spawn_agent" }]]);
  });

  it("finds the latest call that hands over the task, where the client names no sub-agent", () => {
    const task = "Find every file that nothing imports.";
    const answer = calling("task", { id: "call_1", args: { prompt: task } });
    const again = calling("task", { id: "call_2", args: { prompt: task } });
    expect(
      spawned(
        { promptMessages: head, responseMessage: answer },
        { promptMessages: [...head, answer, result("call_1", "none")], responseMessage: again },
        {
          promptMessages: [system("You search."), user(`<system-reminder>Today.</system-reminder>\n${task}`)],
        },
      ),
    ).toEqual([[3, { turn: 2, call: 0, tool: "task" }]]);
  });

  it("does not take a part of an id for the id", () => {
    const answer = calling("Agent", { id: "call_1", args: { prompt: "Other work." } });
    expect(
      spawned(
        { promptMessages: head, responseMessage: answer },
        { subAgent: "a1b2", promptMessages: [system("You search."), user("Find dead code.")] },
        { promptMessages: [...head, answer, result("call_1", "agentId: a1b2c3d4")] },
      ),
    ).toEqual([]);
  });

  it("finds none in a session of one agent", () => {
    const answer = calling("bash", { id: "call_1", args: { command: "ls" } });
    expect(
      spawned(
        { promptMessages: head, responseMessage: answer },
        { promptMessages: [...head, answer, result("call_1", "main.c")] },
      ),
    ).toEqual([]);
  });
});
