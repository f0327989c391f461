import { describe, expect, it } from "vitest";
import { makeSession } from "@/bench/support/make-session";
import { turnsJsonl } from "@/bench/support/turns-jsonl";
import { recordingFromTurnLines } from "@/lib/core/file/recording-from-turn-lines";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { viewRecording } from "@/lib/core/view/view-recording";
import { readInSlices } from "./read-in-slices";

const shape = { turns: 60, tokens: 3_000, branchEvery: 20, driftEvery: 7 };

async function* cut(text: string, every: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += every) yield text.slice(at, at + every);
}

describe("readInSlices", () => {
  it.each([1, 100, 1e9])("reads what reading at once reads, in pieces of %d characters", async (every) => {
    const text = await turnsJsonl(makeSession(shape));
    const whole = recordingFromTurnLines(text.split("\n"));
    const read = await readInSlices(cut(text, every));
    expect(read.session).toEqual(whole.session);
    const view = ({ recording }: typeof read) =>
      viewRecording(recording, { reward: null }, BUILT_IN_POLICIES.strict).view;
    expect(view(read)).toEqual(view(whole));
  });

  it("says what is wrong with the text, as reading at once does", async () => {
    await expect(readInSlices(cut('{"type":"turn"}', 4))).rejects.toThrow("digest must be text");
    await expect(readInSlices(cut("", 1))).rejects.toThrow('type must be "session" in the first line');
  });
});
