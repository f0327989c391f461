import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { PromptAudit } from "@/lib/core/recording/turn-facts";
import { linearise } from "@/lib/core/samples/linearise";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { causesOf } from "./causes-of";

const [asked, answer] = [user("go"), assistant("answer 1")];
const first: TurnSketch = {
  promptMessages: [asked],
  responseMessage: answer,
  prompt: [1, 2],
  output: [3, 4, 5],
};
const goesOn = [asked, answer, user("and?")];

/** An audit that found the white space of the first answer changed. */
function whiteSpace(changedTokens: number): PromptAudit {
  const lengths = { sentTokens: 6, comparedTokens: 6, foundTokens: 6 };
  return { ...lengths, divergence: 3, changedTokens, cause: "white space" };
}

function causes(policy: string, ...sketches: readonly TurnSketch[]) {
  const recording = recordingOf(...sketches);
  return causesOf(recording, linearise(recording, resolvePolicy(policy)));
}

describe("what happened in a session, by cause", () => {
  it("counts the tokens that a realignment took under the cause that the audit found", () => {
    const audit = whiteSpace(1);
    const drifted: TurnSketch = { promptMessages: goesOn, prompt: [1, 2, 3, 9, 6], output: [7], audit };
    expect(causes("slime", first, drifted)).toEqual(
      expect.arrayContaining([
        { subject: "drift", cause: "white space", count: 1, tokens: 1 },
        { subject: "realigned", cause: "white space", count: 1, tokens: expect.any(Number) },
      ]),
    );
  });

  it("counts drift that took nothing apart from what did", () => {
    const audit = whiteSpace(2);
    const grafted: TurnSketch = { promptMessages: goesOn, prompt: [1, 2, 3, 4, 5, 6], output: [7], audit };
    expect(causes("slime", first, grafted)).toEqual([
      { subject: "drift", cause: "white space", count: 1, tokens: 2 },
    ]);
  });

  it("counts each spared token once, though every later prompt holds it again", () => {
    const told = [answer, user("and?")];
    const grafted: TurnSketch = {
      promptMessages: goesOn,
      responseMessage: assistant("answer 2"),
      prompt: [1, 2, 3, 4, 5, 6],
      output: [7],
      audit: whiteSpace(2),
    };
    const again: TurnSketch = {
      promptMessages: [asked, ...told, assistant("answer 2"), user("on")],
      prompt: [1, 2, 3, 4, 5, 6, 7, 8],
      output: [9],
      audit: whiteSpace(3),
    };
    const last: TurnSketch = {
      promptMessages: [asked, ...told, assistant("answer 2"), user("again")],
      prompt: [1, 2, 3, 4, 5, 6, 7, 8],
      output: [10],
      audit: whiteSpace(2),
    };
    expect(causes("strict", first, grafted, again, last)).toContainEqual({
      subject: "drift",
      cause: "white space",
      count: 2,
      tokens: 3,
    });
  });

  it("counts refused tokens under their reason, and a refused graft without tokens", () => {
    const graft = { anchor: null, refusal: "no_closer", detail: null };
    const lost: TurnSketch = { ...first, outputLogProbs: null, graft };
    expect(causes("strict", lost)).toEqual([
      { subject: "refused", cause: "no_closer", count: 1, tokens: 0 },
      { subject: "refused", cause: "no_log_probs", count: 1, tokens: 3 },
    ]);
  });
});
