import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { promptDeltaBytes } from "./prompt-delta-bytes";
import { PromptDeltaEncoder } from "./prompt-delta-encoder";
import { DeltaPromptSource } from "./prompt-delta-source";

interface PlainTurn {
  readonly ids: Int32Array;
  readonly output: Int32Array;
}

const WINDOW = 4;

/** An edit of an earlier turn's sequence: what agents do to a history, with few ids so that runs repeat. */
interface Edit {
  readonly from: number;
  readonly keep: number;
  readonly cut: number;
  readonly insert: readonly number[];
  readonly resume: boolean;
  readonly output: readonly number[];
}

const editedTurn: fc.Arbitrary<Edit> = fc.record({
  from: fc.nat(),
  keep: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(6),
  insert: fc.array(fc.nat(5), { maxLength: 12 }),
  resume: fc.boolean(),
  output: fc.array(fc.nat(5), { maxLength: 20 }),
});

function playTurns(edits: readonly Edit[]): PlainTurn[] {
  const turns: PlainTurn[] = [];
  for (const edit of edits) {
    const base = turns[edit.from % Math.max(1, turns.length)];
    const held = base ? [...base.ids, ...base.output] : [];
    const at = Math.floor(held.length * edit.keep);
    const tail = edit.resume ? held.slice(at + edit.cut) : [];
    turns.push({
      ids: Int32Array.from([...held.slice(0, at), ...edit.insert, ...tail]),
      output: Int32Array.from(edit.output),
    });
  }
  return turns;
}

function encodeAll(turns: readonly PlainTurn[]): { source: DeltaPromptSource; stored: Uint8Array[] } {
  const source = new DeltaPromptSource();
  const encoder = new PromptDeltaEncoder(source, { window: WINDOW });
  const stored = turns.map((turn, i) =>
    promptDeltaBytes.encode(encoder.append(turn.ids, turn.output), i + 1),
  );
  return { source, stored };
}

function plainCommonPrefix(held: PlainTurn, prompt: Int32Array): number {
  const sequence = [...held.ids, ...held.output];
  let same = 0;
  while (same < sequence.length && same < prompt.length && sequence[same] === prompt[same]) same++;
  return same;
}

describe("prompts kept as deltas", () => {
  const sessions = fc.array(editedTurn, { minLength: 1, maxLength: 60 }).map(playTurns);

  it("read back as they were, whole and in part", () => {
    fc.assert(
      fc.property(sessions, fc.nat(), fc.nat(), (turns, a, b) => {
        const { source } = encodeAll(turns);
        for (const [i, turn] of turns.entries()) {
          expect(source.length(i + 1)).toBe(turn.ids.length);
          expect(source.ids(i + 1)).toEqual(turn.ids);
          const from = a % (turn.ids.length + 1);
          const to = from + (b % (turn.ids.length - from + 1));
          expect(source.ids(i + 1, from, to)).toEqual(turn.ids.slice(from, to));
        }
      }),
    );
  });

  it("answer common prefixes like whole arrays do", () => {
    fc.assert(
      fc.property(sessions, (turns) => {
        const { source } = encodeAll(turns);
        for (const [later, prompt] of turns.entries()) {
          for (const [earlier, held] of turns.slice(0, later).entries()) {
            expect(source.commonPrefix(earlier + 1, later + 1)).toBe(plainCommonPrefix(held, prompt.ids));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("survive their stored form, and an encoder that takes up stored turns goes on with the same deltas", () => {
    fc.assert(
      fc.property(sessions, fc.nat(), (turns, cut) => {
        const { stored } = encodeAll(turns);
        const source = new DeltaPromptSource();
        const known = cut % (turns.length + 1);
        for (const [i, bytes] of stored.slice(0, known).entries()) {
          source.append(promptDeltaBytes.decode(bytes, i + 1), turns[i]?.output ?? new Int32Array(0));
        }
        const encoder = new PromptDeltaEncoder(source, { window: WINDOW });
        for (const [i, turn] of turns.entries()) {
          if (i < known) continue;
          expect(promptDeltaBytes.encode(encoder.append(turn.ids, turn.output), i + 1)).toEqual(stored[i]);
        }
      }),
    );
  });

  it("cost what is new, also when every prompt is rendered afresh and drifts in its middle", () => {
    const random = (seed: number) => Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 1;
    const source = new DeltaPromptSource();
    const encoder = new PromptDeltaEncoder(source, { window: 16 });
    let history: number[] = [];
    let bytes = 0;
    for (let turn = 1; turn <= 100; turn++) {
      const stamp = Array.from({ length: 5 }, (_, i) => random(turn * 977 + i));
      const fresh = Array.from({ length: 100 }, (_, i) => random(turn * 31337 + i));
      history = [...history, ...fresh];
      const half = Math.floor(history.length / 2);
      const ids = Int32Array.from([...stamp, ...history.slice(0, half), ...stamp, ...history.slice(half)]);
      bytes += promptDeltaBytes.encode(encoder.append(ids, new Int32Array(0)), turn).length;
    }
    expect(bytes).toBeLessThan(100 * (100 + 10) * 4 * 1.5);
  });

  it("refuse bytes that copy from a turn that is not there", () => {
    const source = new DeltaPromptSource();
    const outside = { runs: [{ turn: 1, start: 0, length: 9 }], literals: new Int32Array(0) };
    expect(() => source.append(outside, new Int32Array(0))).toThrow(RangeError);
    expect(() => promptDeltaBytes.decode(promptDeltaBytes.encode(outside, 1), 1)).toThrow(RangeError);
    expect(() => promptDeltaBytes.decode(Uint8Array.of(200), 1)).toThrow(RangeError);
  });
});
