import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { rolloutLanes } from "./rollout-lanes";

const first: TurnSketch = {
  promptMessages: [user("go")],
  responseMessage: assistant("answer 1"),
  prompt: [1, 2],
  output: [3, 4, 5],
};

/** A call that goes on from the first answer with a question of its own. */
const on = (question: string, id: number): TurnSketch => ({
  promptMessages: [user("go"), assistant("answer 1"), user(question)],
  responseMessage: assistant(`to ${question}`),
  prompt: [1, 2, 3, 4, 5, id],
  output: [id + 1, id + 2],
});

function lanes(policy: string, ...turns: readonly TurnSketch[]) {
  const recording = recordingOf(...turns);
  return rolloutLanes(recording, linearise(recording, resolvePolicy(policy)));
}

describe("the lanes of a rollout", () => {
  it("are one for a straight session, with what trains and what is read", () => {
    expect(lanes("strict", first, on("a", 20))).toEqual([
      {
        ...{ sample: 0, parent: null, from: 0, to: 8, trained: 5 },
        runs: [
          { state: "context", start: 0, length: 2 },
          { state: "trained", start: 2, length: 3 },
          { state: "context", start: 5, length: 1 },
          { state: "trained", start: 6, length: 2 },
        ],
      },
    ]);
  });

  it("leave the lane that they share the most with where they fork", () => {
    const [, forked] = lanes("strict", first, on("a", 20), on("b", 30));
    expect(forked).toMatchObject({ parent: 0, from: 5, to: 8, trained: 2 });
    expect(forked?.runs.map(({ state, start }) => [state, start])).toEqual([
      ["context", 5],
      ["trained", 6],
    ]);
  });

  it("show what was lost, also where there are more stretches than a screen has room for", () => {
    const long = Array.from({ length: 700 }, (_, at) => at);
    const logProbs = Float64Array.from(long, (id) => (id === 351 ? Number.NaN : -1));
    const turns = Array.from({ length: 200 }, (_, at): TurnSketch => {
      const said = Array.from({ length: at }, (_, before) => [
        user(`q${before}`),
        assistant(`a${before}`),
      ]).flat();
      return {
        promptMessages: [...said, user(`q${at}`)],
        responseMessage: assistant(`a${at}`),
        prompt: long.slice(0, at * 3 + 1),
        output: long.slice(at * 3 + 1, at * 3 + 3),
        outputLogProbs: logProbs.slice(at * 3 + 1, at * 3 + 3),
      };
    });
    const [lane] = lanes("strict", ...turns);
    expect(lane?.runs.length).toBeLessThanOrEqual(300);
    expect(lane?.runs.reduce((sum, { length }) => sum + length, 0)).toBe(lane?.to);
  });
});
