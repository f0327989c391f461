import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { batchFaults } from "./batch-faults";
import { readBatchRow } from "./batch-row";

const RECORDED = {
  tokens: [1, 2, 3, 4, 5, 6],
  mask: [0, 0, 1, 1, 0, 1],
  logProbs: [0, 0, -0.5, -1, 0, -2],
  temperature: 0.7,
};

/** The same sample as each trainer has it in its batch. */
const ROWS: Readonly<Record<string, JsonObject>> = {
  slime: {
    tokens: [1, 2, 3, 4, 5, 6],
    response_length: 4,
    loss_mask: [1, 1, 0, 1],
    rollout_log_probs: [-0.5, -1, 0, -2],
  },
  verl: {
    prompts: [0, 1, 2],
    responses: [3, 4, 5, 6, 0],
    attention_mask: [0, 1, 1, 1, 1, 1, 1, 0],
    response_mask: [1, 1, 0, 1, 0],
    rollout_log_probs: [-0.5, -1, 0, -2, 0],
    temperature: 0.7,
  },
  "verl's agent loop": {
    prompt_ids: [1, 2],
    response_ids: [3, 4, 5, 6],
    response_mask: [1, 1, 0, 1],
    response_logprobs: [-0.5, -1, 0, -2],
  },
  trl: {
    input_ids: [1, 2, 3, 4, 5, 6],
    completion_mask: [0, 0, 1, 1, 0, 1],
    old_log_probs: [0, 0, -0.50001, -1, 0, -2],
  },
  "TRL in groups": {
    prompt_ids: [1, 2],
    completion_ids: [3, 4, 5, 6],
    completion_mask: [1, 1, 1, 1],
    env_mask: [1, 1, 0, 1],
    logprobs: [-0.5, -1, 0, -2],
  },
  "prime-rl": {
    token_ids: [1, 2, 3, 4, 5, 6],
    mask: [false, false, true, true, false, true],
    logprobs: [0, 0, -0.5, -1, 0, -2],
    temperatures: [0.7, 0.7, 0.7, 0.7, 0.7, 0.7],
  },
};

const faultsOf = (row: JsonObject, divisor: number | null = null) => {
  const read = readBatchRow(row);
  if (read === null) throw new Error("It is a row of no trainer.");
  return batchFaults(RECORDED, read, divisor);
};

describe("a trainer's batch", () => {
  it.each(Object.entries(ROWS))("of %s that is what was recorded has no fault", (_, row) => {
    expect(faultsOf(row)).toEqual([]);
  });

  const full = ROWS.trl ?? {};
  it.each<[string, JsonObject, RegExp]>([
    ["a mask one further", { completion_mask: [0, 0, 0, 1, 1, 0] }, /^its mask is shifted by one: .* after/],
    ["a mask one before", { completion_mask: [0, 1, 1, 0, 1, 0] }, /^its mask is shifted by one: .* before/],
    ["a mask turned over", { completion_mask: [0, 0, 0, 0, 1, 0] }, /^its mask is turned over/],
    ["all of a mask turned over", { completion_mask: [1, 1, 0, 0, 1, 0] }, /^its mask is turned over/],
    [
      "a tool's result in its mask",
      { completion_mask: [0, 0, 1, 1, 1, 1] },
      /^its mask differs at 1 of 6 tokens, first at position 4: it trains there what was not sampled$/,
    ],
    [
      "log-probs one before",
      { old_log_probs: [0, -0.5, -1, 0, -2, 0] },
      /^its log-probs are shifted by one: .* before/,
    ],
    [
      "other log-probs",
      { old_log_probs: [0, 0, -0.5, -1.25, 0, -2] },
      /^its log-probs differ by up to 0.250 nats, first at position 3$/,
    ],
    ["another id", { input_ids: [1, 2, 3, 9, 5, 6] }, /^its ids differ from position 3 on: 9 for 4$/],
    ["fewer ids", { input_ids: [1, 2, 3, 4, 5] }, /^its ids differ from position 5 on: the end for 6$/],
    [
      "a temperature that was forgotten",
      { temperature: 1 },
      /^its logits are divided by 1, .* temperature 0.7$/,
    ],
  ])("with %s is told so", (_, change, said) => {
    expect(faultsOf({ ...full, ...change })).toEqual([expect.stringMatching(said)]);
  });

  it("takes the temperature from the caller where the dump says none", () => {
    expect(faultsOf(full, 0.7)).toEqual([]);
    expect(faultsOf(full, 1)).toHaveLength(1);
  });

  it("of no trainer that is known is none, and one that does not fit throws", () => {
    expect(readBatchRow({ text: "…" })).toBeNull();
    expect(() => readBatchRow({ token_ids: "1 2", mask: [] })).toThrow();
  });
});
