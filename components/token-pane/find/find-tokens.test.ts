import { describe, expect, it } from "vitest";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import { findTokens } from "./find-tokens";

const PIECES = new Map([
  [7, "<|im_start|>"],
  [8, "hel"],
  [9, "lo ("],
  [10, "1)"],
]);

const columns: TokenColumns = {
  start: 0,
  ids: Int32Array.from([7, 8, 9, 10]),
  states: Uint8Array.from([0, 1, 1, 4]),
  sampled: Uint8Array.from([0, 1, 1, 0]),
  changed: new Uint8Array(4),
  logProbs: Float64Array.from([Number.NaN, -5, -0.5, Number.NaN]),
  spans: [],
};

const texts = new TokenTexts(columns.ids, {
  bytes: (id) => new TextEncoder().encode(PIECES.get(id) ?? ""),
  isSpecial: (id) => id === 7,
});

const find = (query: string) => findTokens(query, columns, texts);

describe("findTokens", () => {
  it("finds text across tokens, taken as it is", () => {
    expect(find("hello")).toEqual({ ok: true, matches: [{ start: 1, end: 3 }] });
    expect(find("(1)")).toEqual({ ok: true, matches: [{ start: 2, end: 4 }] });
  });

  it("finds regular expressions and names of special tokens", () => {
    expect(find("/l+o/")).toEqual({ ok: true, matches: [{ start: 1, end: 3 }] });
    expect(find("im_start")).toEqual({ ok: true, matches: [{ start: 0, end: 1 }] });
  });

  it("finds ids, log-probs below a bound, and runs of a state", () => {
    expect(find("id:8")).toEqual({ ok: true, matches: [{ start: 1, end: 2 }] });
    expect(find("lp:<-4")).toEqual({ ok: true, matches: [{ start: 1, end: 2 }] });
    expect(find("state:trained")).toEqual({ ok: true, matches: [{ start: 1, end: 3 }] });
  });

  it("says what would be accepted", () => {
    expect(find("lp:4")).toEqual({ ok: false, problem: "lp: takes a bound in nats, such as lp:<-4" });
    expect(find("state:lost")).toMatchObject({ ok: false });
    expect(find("/(/")).toMatchObject({ ok: false });
  });
});
