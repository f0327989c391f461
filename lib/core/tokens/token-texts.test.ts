import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PieceReader } from "./token-text";
import { tokenTexts } from "./token-texts";

const PIECES: Readonly<Record<number, readonly number[]>> = {
  1: [0x68, 0x69],
  2: [0xe4, 0xb8],
  3: [0xad],
  4: [0x3c, 0x7c, 0x65, 0x7c, 0x3e],
  5: [0xad, 0x21],
};

const reader: PieceReader = {
  bytes: (id) => {
    const piece = PIECES[id];
    return piece ? Uint8Array.from(piece) : null;
  },
  isSpecial: (id) => id === 4,
};

const show = (...ids: number[]) => tokenTexts(Int32Array.from(ids), reader);

describe("tokenTexts", () => {
  it("gives whole characters as text and special tokens by name", () => {
    expect(show(1, 4)).toEqual([
      { kind: "text", text: "hi" },
      { kind: "special", name: "<|e|>" },
    ]);
  });

  it("names the character that a run of tokens makes, and the part of each", () => {
    expect(show(2, 3, 1)).toMatchObject([
      { kind: "part", character: "中", part: 1, of: 2 },
      { kind: "part", character: "中", part: 2, of: 2 },
      { kind: "text", text: "hi" },
    ]);
  });

  it("includes what follows in the last token of a split character", () => {
    expect(show(2, 5)).toMatchObject([
      { kind: "part", character: "中!", part: 1, of: 2 },
      { kind: "part", character: "中!", part: 2, of: 2 },
    ]);
  });

  it("shows bytes that no neighbour completes as bytes", () => {
    expect(show(3, 2, 4)).toMatchObject([{ kind: "bytes" }, { kind: "bytes" }, { kind: "special" }]);
  });

  it("says that an id is unknown rather than guess", () => {
    expect(show(99)).toEqual([{ kind: "unknown", id: 99 }]);
  });
});

describe("glyphs that several tokens make", () => {
  /** One token per text given; ids count from 0. */
  function tokens(...texts: readonly (string | readonly number[])[]) {
    const pieces = texts.map((text) =>
      typeof text === "string" ? new TextEncoder().encode(text) : Uint8Array.from(text),
    );
    const ids = Int32Array.from(pieces, (_, at) => at);
    return tokenTexts(ids, { bytes: (id) => pieces[id] ?? null, isSpecial: () => false });
  }
  const drawn = (...texts: readonly (string | readonly number[])[]) =>
    tokens(...texts).map((text) => (text.kind === "part" ? `${text.character}/${text.part}` : text.kind));

  it("keeps an accent with its letter, and a joined emoji whole, wherever the tokens cut them", () => {
    expect(drawn("caf", "e", "\u0301", "s")).toEqual(["text", "e\u0301/1", "e\u0301/2", "text"]);
    expect(drawn("👩", "\u200d", "💻", "!")).toEqual(["👩‍💻/1", "👩‍💻/2", "👩‍💻/3", "text"]);
    expect(drawn("🇩", "🇪", "🇫")).toEqual(["🇩🇪/1", "🇩🇪/2", "text"]);
  });

  it("joins what is split inside its characters too", () => {
    expect(drawn("👩", [0xe2, 0x80], [0x8d], [0xf0, 0x9f], [0x92, 0xbb])).toEqual(
      [1, 2, 3, 4, 5].map((part) => `👩‍💻/${part}`),
    );
  });

  it("leaves a mark that has nothing to stand on alone", () => {
    expect(drawn("\n", "\u0301")).toEqual(["text", "text"]);
  });

  it("shows the same glyphs as the text as a whole has, for any tokens", () => {
    const character = fc.constantFrom(
      "a",
      " ",
      "\n",
      "中",
      "é",
      "e\u0301",
      "\u0301",
      "👩",
      "\u200d",
      "💻",
      "🇩",
      "ก็",
      "한",
      "\u1100",
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(character, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
        (list) => {
          const texts = list.map((characters) => characters.join(""));
          const whole = texts.join("");
          const boundaries = new Set(
            Array.from(new Intl.Segmenter("en").segment(whole), ({ index }) => index).concat(whole.length),
          );
          let end = 0;
          tokens(...texts).forEach((text, at) => {
            end += texts[at]?.length ?? 0;
            const closes = text.kind !== "part" || text.part === text.of;
            if (closes) expect(boundaries).toContain(end);
          });
        },
      ),
    );
  });
});
