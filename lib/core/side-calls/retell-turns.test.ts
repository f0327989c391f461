import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { arbitraryRecording } from "@/test/recording/arbitrary-recording";
import { assistant, system, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { RULE_NAMES } from "./read-rule-names";
import { retellTurns, withRetoldTurns } from "./retell-turns";

const ALL = new Set(RULE_NAMES);

const asked: TurnSketch = {
  promptMessages: [user("Edit the notes of today.")],
  responseMessage: assistant("The notes are edited."),
  prompt: [1],
  output: [2],
};
const summing: TurnSketch = {
  promptMessages: [
    system("You are a context summarization assistant."),
    user("<conversation>\nUser: Edit the notes of today.\nAssistant: The notes are edited.\n</conversation>"),
  ],
  prompt: [3],
  output: [4],
};
const shortTask: TurnSketch = {
  ...readTurnFacts({ sampling: { max_new_tokens: 1 } }, "refuse"),
  promptMessages: [user("12 + 7 = ?")],
  auxiliary: "warm_up",
  prompt: [5],
  output: [6],
};

describe("a recording that is told anew", () => {
  it("has its summaries told as side calls, and its short tasks as tasks", () => {
    const recording = recordingOf(asked, summing, shortTask);
    const retold = retellTurns(recording.turns, ALL);
    expect(retold).toMatchObject([
      { turn: 2, from: "none", to: "compaction_summary", sideCall: { rule: "quoted_conversation" } },
      { turn: 3, from: "warm_up", to: "none", sideCall: null },
    ]);
    const amended = withRetoldTurns(recording, retold).turns;
    expect(amended.map(({ auxiliary, amendment }) => [auxiliary, amendment?.recorded ?? null])).toEqual([
      ["none", null],
      ["compaction_summary", "none"],
      ["none", "warm_up"],
    ]);
    expect(amended[0]).toBe(recording.turns[0]);
  });

  it("is as it was recorded again where the rule is switched off", () => {
    const recording = recordingOf(asked, summing);
    const amended = withRetoldTurns(recording, retellTurns(recording.turns, ALL));
    const back = withRetoldTurns(amended, retellTurns(amended.turns, new Set()));
    expect(back.turns).toEqual(recording.turns);
  });

  it("keeps the counts of tokens, which no rule tells", () => {
    expect(retellTurns(recordingOf({ ...asked, auxiliary: "count" }).turns, ALL)).toEqual([]);
  });

  it("changes nothing when it is told a second time", () => {
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), (recording) => {
        const amended = withRetoldTurns(recording, retellTurns(recording.turns, ALL));
        expect(retellTurns(amended.turns, ALL)).toEqual([]);
      }),
    );
  });
});
