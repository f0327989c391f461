import { expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { viewRecording } from "@/lib/core/view/view-recording";
import { LOSSY_TURNS } from "@/test/recording/lossy-turns";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { causePlace, nodeOfLoss } from "./cause-place";
import { sessionVerdict } from "./session-verdict";

/** Turn 4 asks the first question again, and goes on otherwise. */
const RECORDING = recordingOf(...LOSSY_TURNS, {
  promptMessages: [user("q"), assistant("answer 1"), user("other")],
  prompt: [1, 2, 3, 6, 282, 617, 8, 11],
  output: [16],
});
const { view } = viewRecording(RECORDING, { reward: null }, { ...resolvePolicy("slime"), matcher: "exact" });
const nodeOf = (turn: number) => view.nodes.find((node) => node.turn === turn)?.id;

it("finds a cause at the prompt that took tokens, and at the answer that was refused", () => {
  expect(causePlace(view, { subject: "realigned", cause: "retokenised" })).toBe(nodeOf(2));
  expect(causePlace(view, { subject: "refused", cause: "undelivered" })).toBe(nodeOf(3));
  const [lost] = sessionVerdict(view).losses;
  expect(lost && nodeOfLoss(view, lost)).toBe(nodeOf(2));
});

it("finds a fork at the call that begins it, below the message that differs", () => {
  const fork = view.nodes.find((node) => node.fork_cause !== null);
  expect(fork?.turn).toBeNull();
  expect(causePlace(view, { subject: "fork", cause: fork?.fork_cause ?? "" })).toBe(nodeOf(4));
});

it("is nowhere where the cause does not show", () => {
  expect(causePlace(view, { subject: "drift", cause: "white space" })).toBeNull();
  expect(causePlace(view, { subject: "fork", cause: "compaction" })).toBeNull();
});
