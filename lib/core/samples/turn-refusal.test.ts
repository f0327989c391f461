import { describe, expect, it } from "vitest";
import type { PolicyOverrides } from "@/lib/core/policy/resolve-policy";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { foldRecording } from "@/lib/core/tree/fold-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { turnRefusal } from "./turn-refusal";

const asked: TurnSketch = { promptMessages: [user("go")], prompt: [1], output: [2] };
const goneOn: TurnSketch = {
  promptMessages: [user("go"), assistant("answer 1"), user("on")],
  prompt: [1, 2, 3],
  output: [4],
};

/** Why the first turn of a session is refused. */
function refusal(sketches: readonly TurnSketch[], settings: PolicyOverrides = {}) {
  const recording = recordingOf(...sketches);
  const policy = resolvePolicy("strict", settings);
  const [turn] = recording.turns;
  if (turn === undefined) throw new Error("The session has a turn.");
  return turnRefusal(turn, foldRecording(recording, policy).folded.nodeOfTurn.get(1), policy);
}

describe.each(["undelivered", "partly_delivered"] as const)(
  "a turn recorded as refused for being %s",
  (reason) => {
    const lost = { ...asked, refusal: reason };

    it("is refused for that", () => {
      expect(refusal([lost])).toBe(reason);
    });

    it("is not, once a later prompt runs through its answer", () => {
      expect(refusal([lost, goneOn])).toBeNull();
    });

    it("is not, where the policy includes undelivered answers", () => {
      expect(refusal([lost], { include_undelivered: true })).toBeNull();
    });
  },
);

describe("a turn recorded as refused for want of proof", () => {
  it("stays refused, whatever is known of its delivery", () => {
    const unproven = { ...asked, refusal: "prefix_not_proven" } as const;
    expect(refusal([unproven, goneOn], { include_undelivered: true })).toBe("prefix_not_proven");
  });
});
