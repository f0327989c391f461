import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { stateCode } from "@/lib/core/view/state-code";
import { viewRecording } from "@/lib/core/view/view-recording";
import { assistant, system, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { joinTokenColumns } from "./join-token-columns";
import { turnTokenColumns } from "./turn-token-columns";

/** Two turns; the second prompt spells the end of the first answer with another id, and slime realigns it. */
const SHOWN = viewRecording(
  recordingOf(
    {
      promptMessages: [system("S"), user("q")],
      messageStarts: Int32Array.of(0, 2),
      generationStart: 4,
      prompt: [1, 2, 3, 4, 5],
      output: [6, 7],
    },
    {
      promptMessages: [system("S"), user("q"), assistant("answer 1"), user("more")],
      messageStarts: Int32Array.of(0, 2, 4, 7),
      generationStart: 8,
      prompt: [1, 2, 3, 4, 5, 6, 9, 10, 11],
      output: [12],
    },
  ),
  { reward: null, leafRewards: null },
  resolvePolicy("slime"),
);

const whole = (turn: number) => turnTokenColumns(SHOWN, turn, 0, 99) ?? expect.fail("there is such a turn");

describe("a turn's tokens", () => {
  it("are its prompt, each token of the message that it belongs to, and its answer as the ledger has it", () => {
    const columns = whole(1);
    expect([...columns.ids]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(columns.spans).toMatchObject([
      { state: "context", role: "system", start: 0, length: 2 },
      { state: "context", role: "user", start: 2, length: 2 },
      { state: "context", role: null, start: 4, length: 1 },
      { state: "realigned", shown: "held", by_turn: 2, start: 5, length: 2 },
    ]);
    expect([...columns.sampled]).toEqual([0, 0, 0, 0, 0, 1, 1]);
    expect([...columns.logProbs.subarray(5)]).toEqual([-1, -1]);
    // Both lose their signal; the prompt of turn 2 holds another token only for the second.
    expect([...columns.changed]).toEqual([0, 0, 0, 0, 0, 0, 1]);
  });

  it("have the states that their spans say", () => {
    for (const { ids, states, spans } of [whole(1), whole(2)]) {
      const said = spans.flatMap(({ state, length }) => new Array<number>(length).fill(stateCode(state)));
      expect([...states]).toEqual(said);
      expect(said).toHaveLength(ids.length);
    }
  });

  it("are the same read in parts as at once", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2), fc.nat(12), fc.nat(12), (turn, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const parts = [turnTokenColumns(SHOWN, turn, 0, from), turnTokenColumns(SHOWN, turn, from, to)];
        const joined = joinTokenColumns(parts.flatMap((part) => part ?? []));
        const atOnce = turnTokenColumns(SHOWN, turn, 0, to);
        expect({ ...joined, spans: [] }).toEqual({ ...atOnce, spans: [] });
      }),
    );
  });

  it("begin at the end where nothing is left, and are none of a turn that is not there", () => {
    expect(turnTokenColumns(SHOWN, 1, 50, 60)).toMatchObject({ start: 7, ids: new Int32Array(), spans: [] });
    expect(turnTokenColumns(SHOWN, 3, 0, 1)).toBeNull();
    expect(turnTokenColumns(SHOWN, 0, 0, 1)).toBeNull();
  });
});
