import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import { viewRecording } from "@/lib/core/view/view-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { branchRanges } from "./branch-ranges";
import { branchTokenColumns } from "./branch-token-columns";

/** Two turns: a question (1 2) with its opener (9), an answer (10 11 12), then another of each; 5 closes the answer. */
const RECORDING = recordingOf(
  { prompt: [1, 2, 9], output: [10, 11, 12], messageStarts: Int32Array.of(0), promptMessages: [user("a")] },
  {
    prompt: [1, 2, 9, 10, 11, 12, 5, 3, 9],
    output: [20, 21],
    messageStarts: Int32Array.of(0, 2, 7),
    promptMessages: [user("a"), assistant("answer 1"), user("c")],
  },
);

/** Each message up to a node: its ids, and their states. */
function branch(settings: Readonly<Record<string, number>>, at: number) {
  const shown = viewRecording(RECORDING, { reward: 1 }, resolvePolicy("strict", settings));
  const ranges = branchRanges(shown, at);
  if (!ranges) throw new Error("There is no such node.");
  const messages = ranges.path.map((_, step) => {
    const columns = branchTokenColumns(shown, ranges, step);
    return Array.from(columns?.ids ?? [], (id, token) => [id, TOKEN_STATES[columns?.states[token] ?? 0]]);
  });
  return { sample: ranges.sample, turn: ranges.turn, messages };
}

describe("the messages of a branch", () => {
  it("have the states of the sample that holds it", () => {
    const { sample, messages } = branch({}, 3);
    expect(sample).toBe(0);
    expect(messages).toEqual([
      [
        [1, "context"],
        [2, "context"],
      ],
      [
        [9, "context"],
        [10, "trained"],
        [11, "trained"],
        [12, "trained"],
        [5, "context"],
      ],
      [
        [3, "context"],
        [9, "context"],
      ],
      [
        [20, "trained"],
        [21, "trained"],
      ],
    ]);
  });

  it("are those of the sample that goes on from it, where the branch ends before a sample does", () => {
    expect(branch({}, 1)).toEqual({ ...branch({}, 3), messages: branch({}, 3).messages.slice(0, 2) });
  });

  it("have the states of the ledger past a cut, and all of them where no sample is left", () => {
    const cut = branch({ max_sample_tokens: 5 }, 3).messages;
    expect(cut[1]).toEqual([
      [9, "context"],
      [10, "trained"],
      [11, "trained"],
      [12, "dropped"],
      [5, "context"],
    ]);
    expect(cut[3]).toEqual([
      [20, "dropped"],
      [21, "dropped"],
    ]);
    const loose = branch({ min_trained_tokens: 100 }, 3);
    expect(loose).toMatchObject({ sample: null, turn: 2 });
    expect(loose.messages[1]).toEqual([
      [9, "context"],
      [10, "dropped"],
      [11, "dropped"],
      [12, "dropped"],
      [5, "context"],
    ]);
  });
});
