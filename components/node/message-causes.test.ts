import { expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { viewRecording } from "@/lib/core/view/view-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { messageCauses } from "./message-causes";

/** Turn 2's prompt, which was rendered, spells turn 1's answer otherwise. */
const { view } = viewRecording(
  recordingOf(
    { promptMessages: [user("q")], prompt: [1, 2, 3], output: [6, 2480, 8] },
    {
      promptMessages: [user("q"), assistant("answer 1"), user("more")],
      prompt: [1, 2, 3, 6, 282, 617, 8, 10],
      output: [12],
      promptBuild: "render",
      audit: {
        ...{ sentTokens: null, comparedTokens: null, foundTokens: null },
        ...{ divergence: 4, changedTokens: 2, cause: "white space" },
      },
    },
  ),
  { reward: null },
  { ...resolvePolicy("slime"), matcher: "exact" },
);
const nodeOf = (turn: number) => view.nodes.find((node) => node.turn === turn) ?? expect.fail("no such turn");

it("names at an answer the prompt that took its tokens, and at that prompt's answer what it changed", () => {
  expect(messageCauses(nodeOf(1), view)).toEqual([
    { did: "realigned", cause: "white space", node: nodeOf(2).id },
  ]);
  expect(messageCauses(nodeOf(2), view)).toEqual([
    { did: "suffered", cause: "white space", node: nodeOf(2).id },
  ]);
  expect(messageCauses({ id: "x", turn: null }, view)).toEqual([]);
});
