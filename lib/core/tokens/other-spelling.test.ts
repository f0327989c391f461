import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { type RecordingView, viewRecording } from "@/lib/core/view/view-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { askedTokenColumns } from "./asked-token-columns";
import { otherSpelling } from "./other-spelling";

/** The second turn's prompt spells the first answer, 10 11 12, as 10 13 14 12. */
const RECORDING = recordingOf(
  { prompt: [1, 2, 9], output: [10, 11, 12], messageStarts: Int32Array.of(0), promptMessages: [user("a")] },
  {
    prompt: [1, 2, 9, 10, 13, 14, 12, 3, 9],
    output: [20, 21],
    messageStarts: Int32Array.of(0, 3, 7),
    promptMessages: [user("a"), assistant("answer 1"), user("c")],
  },
);
const AUDIT = {
  ...{ sentTokens: 9, comparedTokens: 8, foundTokens: 1 },
  ...{ divergence: 4, changedTokens: 2, cause: "retokenised" },
};

function spellingOf(shown: RecordingView, sample: number | null) {
  const at = shown.view.nodes.findIndex(({ turn }) => turn === 1);
  const node = shown.view.nodes[at];
  const columns = node && askedTokenColumns(shown, { of: "node", node: node.id, sample });
  if (!columns) throw new Error("The answer has no tokens.");
  return otherSpelling(shown.view, at, columns);
}

describe("the other spelling of an answer", () => {
  it("is that of the prompt which took its signal", () => {
    const shown = viewRecording(RECORDING, { reward: 1 }, resolvePolicy("slime", {}));
    expect(spellingOf(shown, null)).toEqual({
      ...{ turn: 2, build: "sent", isSampled: false },
      ...{ from: 3, to: 3 + 3 + 64, head: 0 },
    });
  });

  it("is that of the sampled tokens where a sample holds others", () => {
    const shown = viewRecording(RECORDING, { reward: 1 }, resolvePolicy("slime", {}));
    expect(spellingOf(shown, 0)).toEqual({
      turn: 1,
      build: "sent",
      isSampled: true,
      from: 3,
      to: 6,
      head: null,
    });
  });

  it.each([
    ["render", "sent"],
    ["graft", "rendered"],
  ] as const)("is that of the prompt which changes it, or would have: %s", (promptBuild, build) => {
    const turns = RECORDING.turns.map((turn) =>
      turn.index === 2 ? { ...turn, promptBuild, audit: AUDIT } : turn,
    );
    const shown = viewRecording({ ...RECORDING, turns }, { reward: 1 }, resolvePolicy("strict", {}));
    expect(spellingOf(shown, null)).toMatchObject({ turn: 2, build, isSampled: false });
  });

  it("is none where nothing differs", () => {
    const shown = viewRecording(RECORDING, { reward: 1 }, resolvePolicy("strict", {}));
    expect(spellingOf(shown, null)).toBeNull();
  });
});
