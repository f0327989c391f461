import { describe, expect, test } from "vitest";
import { judgeRecording } from "./judge-recording";
import type { RecordedRun } from "./read-recorded-run";

const TURN = {
  delivery: "delivered",
  finish_reason: "stop",
  auxiliary: "none",
  retry_of: null,
  sub_agent: null,
};
const GENERATION = { input_ids: [1, 2], output_ids: [3], log_probs: [-0.5] };
const SAMPLE = { tokens: [1, 2, 3], response_length: 1, loss_mask: [1], rollout_log_probs: [-0.5] };

const RECORDING: RecordedRun = {
  sessionIds: ["s"],
  tree: {
    nodes: [
      { first_turn: 1, fork_cause: null },
      { first_turn: 2, fork_cause: "compaction" },
    ],
    turns: [
      { index: 1, ...TURN },
      { index: 2, ...TURN, auxiliary: "compaction_summary" },
    ],
    ledger: { sampled: 2, trained: 1, balanced: true },
  },
  rewrites: [],
  samples: [SAMPLE],
  generations: [GENERATION, { ...GENERATION, input_ids: [9] }],
};

const EXPECTED = {
  turns: { none: 1, compaction_summary: 1 },
  subAgentTurns: 0,
  lost: 0,
  retries: 0,
  forks: {},
};

describe("judgeRecording", () => {
  test("finds nothing wrong with a proven recording; an auxiliary call is no fork", () => {
    expect(judgeRecording(RECORDING, EXPECTED)).toEqual([]);
  });

  test("tells a fork that nobody expected", () => {
    const nodes = [{ first_turn: 1, fork_cause: "rewritten" }];
    expect(judgeRecording({ ...RECORDING, tree: { ...RECORDING.tree, nodes } }, EXPECTED)).toEqual([
      "forks: 1 rewritten, not 0",
    ]);
  });

  test("tells an answer that was sampled and not recorded", () => {
    const generations = [...RECORDING.generations, GENERATION];
    expect(judgeRecording({ ...RECORDING, generations }, EXPECTED)).toEqual([
      "2 turns recorded of 3 sampled",
    ]);
  });

  test("tells answers that were lost and asked for again where none should be", () => {
    const turns = [
      { index: 1, ...TURN, delivery: "undelivered" },
      { index: 2, ...TURN, retry_of: 1, auxiliary: "compaction_summary" },
    ];
    expect(judgeRecording({ ...RECORDING, tree: { ...RECORDING.tree, turns } }, EXPECTED)).toEqual([
      "1 answers lost, not 0",
      "1 retries, not 0",
    ]);
  });

  test("tells a trained token that was never sampled there", () => {
    const samples = [{ ...SAMPLE, tokens: [1, 7, 3] }];
    expect(judgeRecording({ ...RECORDING, samples }, EXPECTED)).toEqual([
      "sample 0 trains 1 tokens that were not sampled there",
    ]);
  });

  test("tells a session that trains nothing", () => {
    expect(judgeRecording({ ...RECORDING, samples: [] }, EXPECTED)).toEqual(["no sample trains a token"]);
  });
});
