import { expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { SessionView } from "@/lib/core/view/session-view";
import { viewRecording } from "@/lib/core/view/view-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { sparedTokens } from "./spared-tokens";

/** A conversation of three turns, and a branch from the first. */
function auditedView(found: readonly number[]): Pick<SessionView, "nodes" | "turns"> {
  const [q, more, on, other] = [user("q"), user("more"), user("on"), user("other")];
  const audit = (changedTokens: number) => ({
    promptBuild: "graft" as const,
    audit: {
      divergence: changedTokens > 0 ? 3 : null,
      changedTokens,
      sentTokens: null,
      comparedTokens: null,
      foundTokens: null,
      cause: changedTokens > 0 ? "white space" : null,
    },
  });
  const recording = recordingOf(
    {
      promptMessages: [q],
      responseMessage: assistant("a"),
      prompt: [1],
      output: [2],
      ...audit(found[0] ?? 0),
    },
    {
      promptMessages: [q, assistant("a"), more],
      responseMessage: assistant("b"),
      prompt: [1, 2, 3],
      output: [4],
      ...audit(found[1] ?? 0),
    },
    {
      promptMessages: [q, assistant("a"), more, assistant("b"), on],
      responseMessage: assistant("c"),
      prompt: [1, 2, 3, 4, 5],
      output: [6],
      ...audit(found[2] ?? 0),
    },
    {
      promptMessages: [q, assistant("a"), other],
      responseMessage: assistant("d"),
      prompt: [1, 2, 7],
      output: [8],
      ...audit(found[3] ?? 0),
    },
  );
  return viewRecording(recording, { reward: null }, resolvePolicy("strict")).view;
}

it("counts each spared token once, though every later prompt holds it again", () => {
  expect(sparedTokens(auditedView([0, 100, 216, 0]))).toEqual({ tokens: 216, first: 2 });
  expect(sparedTokens(auditedView([0, 100, 216, 30]))).toEqual({ tokens: 246, first: 2 });
  expect(sparedTokens(auditedView([0, 0, 0, 0]))).toEqual({ tokens: 0, first: null });
});
