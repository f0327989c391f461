import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { viewRecording } from "@/lib/core/view/view-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { lossEdges } from "./loss-edges";

const RECORDING = recordingOf(
  { promptMessages: [user("q")], prompt: [1, 2, 3], output: [6, 7] },
  {
    promptMessages: [user("q"), assistant("answer 1"), user("more")],
    prompt: [1, 2, 3, 6, 9, 10],
    output: [12],
  },
);

const edgesUnder = (policy: string) => {
  const { view } = viewRecording(RECORDING, { reward: null, leafRewards: null }, resolvePolicy(policy));
  return Array.from(lossEdges(view), ([at, edge]) => [view.nodes[at]?.preview, edge]);
};

describe("the line that leads on from an answer that lost its signal", () => {
  it("names the turn that took it, and how many tokens", () => {
    expect(edgesUnder("slime")).toEqual([["more", { turn: 1, by: 2, tokens: 2 }]]);
  });

  it("is plain under a policy that forks instead", () => {
    expect(edgesUnder("strict")).toEqual([]);
  });
});
