import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { conformanceResult } from "./conformance-result";
import { readConformanceSession } from "./conformance-session";

const TURN = {
  prompt_messages: [{ role: "user", content: "u" }],
  response_message: { role: "assistant", content: "a" },
  prompt_ids: [1],
  output_ids: [2, 3],
  output_log_probs: [-1, -2.5],
  finish_reason: "stop",
  ill_formed: false,
};

function session(turn: Record<string, JsonValue>): JsonValue {
  return { name: "s", turns: [{ ...TURN, ...turn }] };
}

describe("readConformanceSession", () => {
  it("reads messages into canonical form and keeps how they were spelled", () => {
    const spelled = {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: '{"n": 1.0}' } }],
    };
    const read = readConformanceSession(session({ response_message: spelled }));
    const message = read.recording.turns[0]?.responseMessage;
    expect(message).toEqual({
      role: "assistant",
      content: "",
      tool_calls: [
        {
          type: "function",
          id: "c1",
          function: { name: "f", arguments: { n: 1 } },
          arguments_text: '{"n": 1.0}',
        },
      ],
    });
    expect(message && read.spellings.get(message)).toBe(spelled);
  });

  it("takes developer for system and text parts for their text, and prints them as they were", () => {
    const prompt = [{ role: "developer", content: [{ type: "text", text: "S" }] }];
    const read = readConformanceSession(session({ prompt_messages: prompt }));
    expect(read.recording.turns[0]?.promptMessages).toEqual([{ role: "system", content: "S" }]);
    const { tree } = conformanceResult(read, linearise(read.recording, resolvePolicy("slime")));
    expect(tree).toMatchObject([{ role: "developer", message: prompt[0], generated: false }]);
  });

  it.each<[JsonValue, string]>([
    [3, "the value must be an object"],
    [{ name: 3, turns: [] }, "name must be text"],
    [{ name: "s" }, "turns must be an array"],
    [
      { name: "s", turns: [], fork_threshold_tokens: -1 },
      "fork_threshold_tokens must be a whole number from 0",
    ],
    [{ name: "s", turns: [], reward: "1" }, "reward must be a number"],
    [
      session({ prompt_ids: [1, "2"] }),
      "turns[0].prompt_ids[1] must be a token id, a whole number from 0 and below 2^31",
    ],
    [
      session({ output_log_probs: [-1] }),
      "turns[0].output_log_probs must be empty or as long as output_ids, which has 2 (it has 1)",
    ],
    [
      session({ finish_reason: "done" }),
      "turns[0].finish_reason must be one of stop, length, tool_calls, abort, error",
    ],
    [
      session({ prompt_messages: [{ role: "robot" }] }),
      'turns[0].prompt_messages[0].role is "robot"; accepted are system, developer, user, assistant, tool',
    ],
    [session({ response_message: "a" }), "turns[0].response_message is not accepted: expected object"],
    [session({ ill_formed: "no" }), "turns[0].ill_formed must be true or false"],
  ])("names what does not fit in %j", (value, problem) => {
    expect(() => readConformanceSession(value)).toThrow(problem);
  });
});
