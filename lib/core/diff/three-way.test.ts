import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { threeWay } from "./three-way";
import { tokenDiff } from "./token-diff";

const [asked, answer, more] = [user("go"), assistant("answer 1"), user("and?")];

/** An opener, what the template makes of the echo, the stop token, and the line break that it writes after. */
const RENDERED = [30, 12, 99, 7];

function spellings(generationStart: number | null) {
  const recording = recordingOf(
    { promptMessages: [asked], prompt: [1, 2, 30], output: [10, 11, 99], generationStart },
    { promptMessages: [asked, answer, more], prompt: [1, 2, ...RENDERED, 40, 30], output: [50] },
  );
  const policy = resolvePolicy("strict");
  const view = buildSessionView(recording, policy, linearise(recording, policy));
  const rendered = { ids: recording.prompts.ids(2), messageStarts: Int32Array.of(0, 2, 6) };
  return threeWay(recording, view, { byTurn: 2, message: 1, rendered, sent: true });
}

describe("threeWay", () => {
  it("compares what was sampled with the rendered answer alone: without its opener and what follows its stop", () => {
    expect(spellings(2)).toMatchObject({
      ...{ turn: 1, by_turn: 2, message: 2, held: answer, echoed: answer, rendered: "sent" },
      tokens: tokenDiff(Int32Array.of(10, 11, 99), Int32Array.of(12, 99)),
    });
  });

  it("leaves the opener to be seen where nobody recorded where it begins", () => {
    const tokens = tokenDiff(Int32Array.of(10, 11, 99), Int32Array.of(30, 12, 99));
    expect(spellings(null)?.tokens).toEqual(tokens);
  });
});
