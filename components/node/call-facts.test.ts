import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { callFacts } from "./call-facts";

function factsOf(
  facts: JsonObject,
  since: number | null = null,
  deliveries = 1,
): Readonly<Record<string, string>> {
  const sketch = {
    promptMessages: [user("hi")],
    responseMessage: assistant("yes"),
    prompt: [1, 2],
    output: [3],
    ...readTurnFacts(facts, "refuse"),
    deliveries,
  };
  const recording = recordingOf(sketch);
  const policy = resolvePolicy("strict");
  const [turn] = buildSessionView(recording, policy, linearise(recording, policy)).turns;
  if (!turn) throw new Error("there is one turn");
  const detail = {
    index: 1,
    matched_stop: 151645,
    log_prob_semantics: "raw",
    header_digest: "abcdef0123456789",
    header_changed_since: since,
    weight_version: null,
    accepted_rewrites: [],
    scaffolds: [],
    facts,
  };
  return Object.fromEntries(callFacts(turn, detail).map(({ term, value }) => [term, value]));
}

describe("callFacts", () => {
  it("says how often a reply was sent that answered retries too", () => {
    expect(factsOf({}).delivery).toBe("delivered");
    expect(factsOf({}, null, 3).delivery).toBe("delivered, sent 3 times");
  });

  it("says in words what was recorded", () => {
    const facts = factsOf(
      {
        engine: { name: "sglang", cached_tokens: 1, engine_request_id: "r-1" },
        prompt_ms: 4,
        engine_ms: 1250,
        sampling: { temperature: 0.5, seed: null, stop: [] },
        tools: [{ type: "function", function: { name: "run" } }],
        graft: { anchor: 1 },
        constraints: [
          { kind: "grammar", cause: "tool_choice", ids: null },
          { kind: "bias", cause: "logit_bias", ids: [5, 6] },
        ],
        without_effect: ["seed"],
        audit: { divergence: null, changed_tokens: 0, cause: null },
      },
      3,
    );
    expect(facts).toMatchObject({
      finish: "stop, on token 151645",
      usage: "2 prompt tokens (1 cached), 1 output token",
      prompt: "grafted on the tokens held from turn 1",
      "changed tokens": "none: both ways give the same tokens",
      timing: "prompt 4 ms, engine 1,250 ms",
      engine: "sglang, request r-1",
      tools: "run",
      sampling: "temperature 0.5",
      constraints: "a grammar of the engine's, for tool_choice; a bias of tokens (2 tokens), for logit_bias",
      "without effect": "seed",
      header: "abcdef012345, changed since turn 3",
    });
  });

  it("says of every fact that is missing that it is not recorded", () => {
    expect(factsOf({})).toMatchObject({
      timing: "not recorded",
      engine: "not recorded",
      weights: "not recorded",
      client: "not recorded",
      received: "not recorded",
      "changed tokens": "not audited",
      constraints: "none",
    });
  });
});
