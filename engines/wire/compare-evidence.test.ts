import { describe, expect, it } from "vitest";
import type { RecordedEvidence } from "@/engines/recorded-evidence";
import { evidenceDifferences } from "./compare-evidence";
import { type WireEvidence, wireEvidence } from "./wire-evidence";
import { wireGeneration } from "./wire-generation";

/** Two tokens of SGLang's, in frames that hold only what is new. */
const FRAMES = [8, 9].map((id, i) => ({
  output_ids: [id],
  meta_info: {
    ...{ prompt_tokens: 2, completion_tokens: i + 1, output_token_logprobs: [[-0.5, id]] },
    output_top_logprobs: [
      [
        [-0.75, 7, null],
        [-0.5, id, null],
        [null, 6, null],
      ],
    ],
    output_token_sampling_mask: [[id, 7]],
    output_token_sampling_logprobs: [[Math.log(0.5), Math.log(0.5)]],
    ...(i === 1 && {
      finish_reason: { type: "length" },
      routed_experts: Buffer.from(Int32Array.of(1, 2, 3, 4, 5, 6).buffer).toString("base64"),
      weight_versions: [
        { version: "a", start: 0, end: 1 },
        { version: "b", start: 1, end: 2 },
      ],
    }),
  },
}));

function wire(): WireEvidence {
  const generation = wireGeneration({
    ...{ method: "POST", path: "/generate", status: 200, contentType: "text/event-stream" },
    body: JSON.stringify({ rid: "r", input_ids: [1, 2], routed_experts_start_len: 0 }),
    reply: FRAMES.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join(""),
    ...{ end: "whole", endedAt: 0 },
  });
  if (generation === null) throw new Error("no generation");
  return wireEvidence(generation);
}

const half = Math.fround(Math.log(0.5));

const RECORDED: RecordedEvidence = {
  kinds: ["top", "entropy", "support", "experts"],
  top: [8, 9].map((id) => [
    { id, logProb: -0.5 },
    { id: 7, logProb: -0.75 },
  ]),
  support: [8, 9].map((id) => [
    { id, logProb: half },
    { id: 7, logProb: half },
  ]),
  entropy: [Math.LN2, Math.LN2],
  experts: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  expertsFrom: 0,
};

describe("recorded evidence", () => {
  it("is that of the wire, token by token, with the weights of each", () => {
    expect(evidenceDifferences(RECORDED, wire(), 2)).toEqual([]);
    expect(wire().weights).toEqual(["a", "b"]);
  });

  it.each<readonly [string, Partial<RecordedEvidence>, RegExp]>([
    ["another likeliest token", { top: [RECORDED.top[0] ?? [], RECORDED.top[0] ?? []] }, /^top of token 1:/],
    ["one list too few", { support: RECORDED.support.slice(1) }, /^support of 1 tokens, on the wire 2$/],
    ["another entropy", { entropy: [Math.LN2, 0.7] }, /^entropy of token 1: 0.7,/],
    [
      "an expert that is another's",
      {
        experts: [
          [1, 2],
          [3, 4],
          [6, 5],
        ],
      },
      /^experts of token 2 are not/,
    ],
    ["experts of other tokens", { expertsFrom: 1 }, /^experts of 3 tokens from 1, on the wire 3 from 0$/],
  ])("is told of where it has %s", (_, wrong, words) => {
    const found = evidenceDifferences({ ...RECORDED, ...wrong }, wire(), 2);
    expect(found).toEqual([expect.stringMatching(words)]);
  });
});
