import { describe, expect, it } from "vitest";
import type { PolicyName } from "@/lib/core/policy/policy";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { captureNotices } from "./capture-notices";

const noticesOf = (...sketches: readonly Partial<TurnSketch>[]) => noticesUnder("strict", ...sketches);

function noticesUnder(name: PolicyName, ...sketches: readonly Partial<TurnSketch>[]) {
  const recording = recordingOf(
    ...sketches.map((sketch, at) => ({
      promptMessages: [user(`question ${at}`)],
      responseMessage: assistant("yes"),
      prompt: [1],
      output: [2],
      ...sketch,
    })),
  );
  const policy = resolvePolicy(name);
  return captureNotices(buildSessionView(recording, policy, linearise(recording, policy)));
}

describe("captureNotices", () => {
  it("says nothing of a recording that can be trained", () => {
    expect(noticesOf({}, {})).toEqual([]);
    expect(noticesOf()).toEqual([]);
  });

  it("says that calls are missing, and why the last could not be recorded", () => {
    const recording = recordingOf();
    const policy = resolvePolicy("strict");
    const view = buildSessionView(recording, policy, linearise(recording, policy));
    expect(captureNotices(view, { calls: 2, reason: "disk full" })).toMatchObject([
      {
        kind: "missing calls",
        lacking: "2 calls of this session could not be recorded.",
        remedy: "Why the last could not: disk full",
      },
    ]);
  });

  it("says that ids are not shown to be all, and what would show it", () => {
    expect(noticesOf({}, { refusal: "completeness_unknown" })).toMatchObject([
      { kind: "completeness", lacking: "1 answer of 2 has ids of which nothing shows that they are all." },
    ]);
  });

  it("says that a session has no token ids at all, or how many answers have none", () => {
    expect(noticesOf({ output: [] })).toMatchObject([
      { kind: "token ids", lacking: "No token ids are recorded, so nothing here can be trained." },
    ]);
    expect(noticesOf({}, { output: [] })[0]?.lacking).toBe(
      "1 answer of 2 has no token ids and cannot be trained.",
    );
  });

  it("says what the policy makes of answers without log-probs", () => {
    const silent = { outputLogProbs: null };
    expect(noticesUnder("strict", silent)).toMatchObject([
      { kind: "log-probs", works: expect.stringContaining("strict refuses what has none") },
    ]);
    expect(noticesUnder("slime", silent)).toMatchObject([
      { kind: "log-probs", works: expect.stringContaining("The mask is right") },
    ]);
  });
});
