import { describe, expect, it } from "vitest";
import type { Exchange } from "@/engines/wire/wire-tap";
import type { Turn } from "@/lib/core/recording/turn";
import { turnOf } from "@/test/recording/turn-of";
import { proveContinuation } from "./prove-continuation";

const PROMPT = [1, 2];

/** A request of SGLang's and what it answered. */
function exchange(
  rid: string,
  asked: readonly number[],
  sampled: readonly number[],
  version: string,
): Exchange {
  const meta = {
    ...{ prompt_tokens: asked.length, completion_tokens: sampled.length, weight_version: version },
    output_token_logprobs: sampled.map((id) => [-id / 10, id]),
  };
  return {
    ...{ method: "POST", path: "/generate", status: 200, contentType: "application/json" },
    body: JSON.stringify({ rid, input_ids: asked }),
    reply: JSON.stringify({ output_ids: sampled, meta_info: meta }),
    ...{ end: "whole", endedAt: 0 },
  };
}

const EXCHANGES = [exchange("first", PROMPT, [5, 6], "a"), exchange("second", [...PROMPT, 5, 6], [7], "b")];

const TURN: Partial<Turn> = {
  outputIds: Int32Array.of(5, 6, 7),
  outputLogProbs: Float64Array.of(-0.5, -0.6, -0.7),
  segments: [
    { requestId: "first", start: 0, end: 2, finish: "abort" },
    { requestId: "second", start: 2, end: 3, finish: "stop" },
  ],
  weightSpans: [
    { version: "a", start: 0, end: 2 },
    { version: "b", start: 2, end: 3 },
  ],
};

function prove(given: Partial<Turn> = {}, exchanges: readonly Exchange[] = EXCHANGES): readonly string[] {
  const call = { session: "s", promptIds: Int32Array.from(PROMPT), turn: turnOf({ ...TURN, ...given }) };
  const bench = { tap: { url: "", exchanges, close: async () => undefined } };
  return proveContinuation(bench, { calls: [call], trained: 3 }, { requests: 2, versions: 2 });
}

describe("an answer that came in several requests", () => {
  it("is proven where each went on from exactly what was sampled before", () => {
    expect(prove()).toEqual([]);
  });

  it("is not where a request was sent other ids", () => {
    const other = exchange("second", [...PROMPT, 5, 9], [7], "b");
    expect(prove({}, [EXCHANGES[0] ?? other, other])).toEqual([
      "tokens 2 to 3 are not those of the wire after what came before",
    ]);
  });

  it.each<readonly [string, Partial<Turn>, string]>([
    ["it came from one request", { segments: null }, "it came from 1 requests"],
    ["it is refused", { refusal: "engine_count_disagrees" }, "engine_count_disagrees"],
    [
      "its weights are told wrongly",
      {
        weightSpans: [
          { version: "a", start: 0, end: 1 },
          { version: "b", start: 1, end: 3 },
        ],
      },
      "its weights are not those of the wire, token by token",
    ],
    [
      "all of it came from the same weights",
      { weightSpans: null, weightVersion: "a" },
      "all of it came from the weights a",
    ],
  ])("is not where %s", (_, given, words) => {
    expect(prove(given)).toContain(words);
  });
});
