import { describe, expect, test } from "vitest";
import { type TrainingSample, unprovenTokens } from "./trained-token-proof";

const GENERATIONS = [
  { input_ids: [1, 2], output_ids: [3, 4], log_probs: [-0.5, -0.25] },
  { input_ids: [1, 2, 3, 4, 9], output_ids: [5], log_probs: [-1] },
];

const SAMPLE: TrainingSample = {
  tokens: [1, 2, 3, 4, 9, 5],
  response_length: 4,
  loss_mask: [1, 1, 0, 1],
  rollout_log_probs: [-0.5, -0.25, 0, -1],
};

describe("unprovenTokens", () => {
  test("finds none when every trained token was sampled after exactly the tokens before it", () => {
    expect(unprovenTokens(SAMPLE, GENERATIONS)).toEqual([]);
  });

  test("names a token that was trained but never sampled", () => {
    expect(unprovenTokens({ ...SAMPLE, loss_mask: [1, 1, 1, 1] }, GENERATIONS)).toEqual([4]);
  });

  test("names a sampled token whose prefix is not the one it was sampled after", () => {
    expect(unprovenTokens({ ...SAMPLE, tokens: [1, 2, 3, 7, 9, 5] }, GENERATIONS)).toEqual([3, 5]);
  });

  test("names a token that carries another token's log-prob", () => {
    expect(unprovenTokens({ ...SAMPLE, rollout_log_probs: [-0.5, -0.5, 0, -1] }, GENERATIONS)).toEqual([3]);
  });
});
