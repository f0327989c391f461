import { describe, expect, it } from "vitest";
import type { Policy } from "@/lib/core/policy/policy";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import { nodeTokenColumns } from "@/lib/core/tokens/node-token-columns";
import { sampleTokenColumns } from "@/lib/core/tokens/sample-token-columns";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { buildSessionView } from "./build-session-view";
import { stateCode } from "./state-code";

function view(calls: readonly TurnSketch[], policy: Policy) {
  const recording = recordingOf(
    ...calls.map((call) => ({ ...call, outputLogProbs: Float64Array.from(call.output, (id) => -id / 100) })),
  );
  const result = linearise(recording, policy);
  return { recording, result, view: buildSessionView(recording, policy, result) };
}

const slime = resolvePolicy("slime");

const FIRST: TurnSketch = {
  promptMessages: [user("a")],
  messageStarts: Int32Array.of(0),
  prompt: [1, 2, 9],
  output: [10, 11, 12],
  responseMessage: assistant("b"),
};

/** A second question; the answer to the first one comes back with the ids given. */
const second = (echo: readonly number[]): TurnSketch => ({
  promptMessages: [user("a"), assistant("b"), user("c")],
  messageStarts: Int32Array.of(0, 2, 3 + echo.length),
  prompt: [1, 2, 9, ...echo, 3, 4, 9],
  output: [20, 21],
  responseMessage: assistant("d"),
});

describe("buildSessionView", () => {
  it("gives each message of a straight conversation its tokens in the sample", () => {
    const session = view([FIRST, second([10, 11, 12])], slime);
    expect(session.view.nodes.map(({ role, turn, tokens, forks }) => [role, turn, tokens, forks])).toEqual([
      ["user", null, 3, []],
      ["assistant", 1, 3, []],
      ["user", null, 3, []],
      ["assistant", 2, 2, []],
    ]);
    expect(session.view.samples[0]?.cells.map(({ node, start, length }) => [node, start, length])).toEqual([
      [0, 0, 3],
      [1, 3, 3],
      [2, 6, 3],
      [3, 9, 2],
    ]);
    expect(session.view.ledger).toMatchObject({ sampled: 5, trained: 5, balanced: true });
  });

  it("counts a drifted answer as realigned, and says by which turn", () => {
    const session = view([FIRST, second([10, 99])], slime);
    const answer = session.view.nodes[1];
    expect(answer?.counts[stateCode("realigned")]).toBe(3);
    expect(answer?.drift_spans).toBe(1);
    const columns = nodeTokenColumns(session.recording, session.view, session.result, {
      node: 1,
      sample: null,
      turn: null,
    });
    expect(columns?.spans).toMatchObject([{ state: "realigned", turn: 1, by_turn: 2, shown: "held" }]);
    expect(Array.from(columns?.logProbs ?? [])).toEqual([-0.1, -0.11, -0.12]);
  });

  it("marks the turn that opens a sample of its own because its tokens drifted", () => {
    const session = view([FIRST, second([10, 99])], resolvePolicy("slime", { fork_threshold_tokens: 0 }));
    expect(session.view.samples).toHaveLength(2);
    expect(session.view.nodes[3]?.forks).toEqual(["token_drift"]);
  });

  it("marks a second answer as a branch, and a changed one as a rewrite", () => {
    const changed: TurnSketch = { ...second([30]), promptMessages: [user("a"), assistant("B"), user("c")] };
    const session = view(
      [FIRST, { ...FIRST, output: [15], responseMessage: assistant("e") }, changed],
      resolvePolicy("slime", { fork_threshold_tokens: 0 }),
    );
    expect(session.view.nodes.map(({ turn, forks }) => [turn, forks])).toEqual([
      [null, []],
      [1, []],
      [2, ["branch"]],
      [null, ["rewrite"]],
      [null, []],
      [3, []],
    ]);
  });

  it("marks nothing beside an answer that was lost", () => {
    const lost: TurnSketch = {
      ...FIRST,
      output: [15],
      responseMessage: assistant("e"),
      delivery: "undelivered",
    };
    const session = view([lost, FIRST, second([10, 11, 12])], resolvePolicy("strict"));
    expect(session.view.nodes.map(({ turn, forks }) => [turn, forks])).toEqual([
      [null, []],
      [1, []],
      [2, []],
      [null, []],
      [3, []],
    ]);
  });

  it("shows of every sample exactly what the export writes", () => {
    const session = view([FIRST, second([10, 11, 12]), { ...second([10, 99]), output: [40] }], slime);
    for (const sample of session.result.samples) {
      const shown = sampleTokenColumns(session.recording, sample, 0, sample.length);
      const exported = materialiseSample(session.recording, sample);
      const response = sample.length - exported.responseLength;
      expect(shown.ids).toEqual(exported.tokens);
      const mask = Uint8Array.from(shown.states.subarray(response), (state) =>
        Number(state === stateCode("trained")),
      );
      expect(mask).toEqual(exported.lossMask);
      const logProbs = shown.logProbs.subarray(response).map((logProb, at) => (mask[at] === 1 ? logProb : 0));
      expect(logProbs).toEqual(exported.logProbs);
    }
  });

  it("still covers a sample when nobody recorded where messages begin", () => {
    const calls = [FIRST, second([10, 11, 12])].map((call) => ({
      ...call,
      messageStarts: new Int32Array(),
    }));
    const session = view(calls, slime);
    expect(session.view.nodes.map(({ tokens }) => tokens)).toEqual([null, 3, null, 2]);
    const cells = session.view.samples[0]?.cells ?? [];
    expect(cells.map(({ start, length }) => [start, length])).toEqual([
      [0, 3],
      [3, 3],
      [6, 3],
      [9, 2],
    ]);
  });
});
