import { describe, expect, it } from "vitest";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import { stateCode } from "@/lib/core/view/state-code";
import { type MaskDrawing, maskRuns } from "./mask-runs";

const WORDS = ["<|im_start|>", "rm ", "\u202egpj", ".exe\n", "\u00e9".normalize("NFC")];
const bytesOf = (word: string) => new TextEncoder().encode(word);

/** Tokens by their place in `WORDS`; the last one comes as two tokens of a byte each. */
const reader = {
  bytes: (id: number) => {
    const accent = bytesOf("é");
    if (id >= 10) return accent.slice(id - 10, id - 9);
    return bytesOf(WORDS[id] ?? "");
  },
  isSpecial: (id: number) => id === 0,
};

function runsOf(
  ids: readonly number[],
  states: readonly ("trained" | "context")[],
  drawing: Partial<MaskDrawing> & { readonly changedAt?: readonly number[] } = {},
) {
  const columns = { ids: Int32Array.from(ids), states: Uint8Array.from(states, stateCode) };
  const changed = new Uint8Array(ids.length);
  for (const at of drawing.changedAt ?? []) changed[at] = 1;
  return maskRuns(columns, new TokenTexts(columns.ids, reader), {
    start: 0,
    end: ids.length,
    apart: false,
    changed,
    codes: null,
    selected: null,
    cuts: new Set(),
    ...drawing,
  });
}

describe("a message's text by its mask", () => {
  it("is cut where the state changes, and nowhere else", () => {
    const runs = runsOf([1, 1, 3, 1], ["trained", "trained", "context", "context"]);
    expect(runs.map(({ text, state }) => [text, state])).toEqual([
      ["rm rm ", "trained"],
      [".exe\nrm ", "context"],
    ]);
  });

  it("marks each changed token by itself, and special ones", () => {
    const runs = runsOf([0, 1, 1, 1], ["context", "trained", "trained", "trained"], { changedAt: [1, 2] });
    expect(runs.map(({ from, to, isChanged, isSpecial }) => [from, to, isChanged, isSpecial])).toEqual([
      [0, 1, false, true],
      [1, 2, true, false],
      [2, 3, true, false],
      [3, 4, false, false],
    ]);
  });

  it("shows the white space of what is changed, and keeps its line breaks", () => {
    const runs = runsOf([1, 1, 3], ["trained", "trained", "trained"], { changedAt: [1, 2] });
    expect(runs.map(({ text }) => text)).toEqual(["rm ", "rm·", ".exe⏎\n"]);
  });

  it("stands token by token where boundaries are asked for, and never splits a glyph", () => {
    expect(runsOf([1, 1], ["trained", "trained"], { apart: true })).toHaveLength(2);
    expect(
      runsOf([10, 11, 1], ["trained", "trained", "trained"], { apart: true }).map(({ from, to, text }) => [
        from,
        to,
        text,
      ]),
    ).toEqual([
      [0, 2, "é"],
      [2, 3, "rm "],
    ]);
  });

  it("is cut at what is selected, at a look, and where something is put before a token", () => {
    const states = ["trained", "trained", "trained", "trained"] as const;
    const startsOf = (drawing: Partial<MaskDrawing>) =>
      runsOf([1, 1, 1, 1], states, drawing).map(({ from }) => from);
    const selected = { start: 1, end: 3 };
    expect(startsOf({ selected })).toEqual([0, 1, 3]);
    expect(runsOf([1, 1, 1, 1], states, { selected })[1]?.isSelected).toBe(true);
    expect(startsOf({ codes: Uint8Array.of(2, 2, 5, 2) })).toEqual([0, 2, 3]);
    expect(startsOf({ cuts: new Set([2]) })).toEqual([0, 2]);
  });

  it("turns no text around, and leaves out what is past its end", () => {
    const [run] = runsOf([2, 1], ["trained", "trained"], { end: 1 });
    expect(run?.text).toBe("⟨U+202E⟩gpj");
    expect(run?.to).toBe(1);
  });
});
