import { describe, expect, it } from "vitest";
import type { TokenState } from "@/lib/core/samples/token-state";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import { stateCode } from "@/lib/core/view/state-code";
import { stateDiff } from "./state-diff";

const columns = (...tokens: readonly (readonly [id: number, state: TokenState])[]): TokenColumns => ({
  start: 100,
  ids: Int32Array.from(tokens, ([id]) => id),
  states: Uint8Array.from(tokens, ([, state]) => stateCode(state)),
  sampled: new Uint8Array(tokens.length),
  changed: new Uint8Array(tokens.length),
  logProbs: new Float64Array(tokens.length).fill(Number.NaN),
  spans: [],
});

describe("two ranges of tokens with their states", () => {
  it("are parted where equal tokens have other states", () => {
    const a = columns([1, "context"], [2, "trained"], [3, "trained"], [4, "context"]);
    const b = columns([1, "context"], [2, "realigned"], [3, "realigned"], [4, "context"]);
    expect(stateDiff(a, b)).toEqual([
      { kind: "same", a: 0, b: 0, length: 1 },
      { kind: "states", a: 1, b: 1, length: 2 },
      { kind: "same", a: 3, b: 3, length: 1 },
    ]);
  });

  it("keep other tokens as one stretch, whatever their states", () => {
    const a = columns([1, "context"], [2, "trained"]);
    const b = columns([1, "context"], [8, "context"], [9, "realigned"]);
    expect(stateDiff(a, b)).toEqual([
      { kind: "same", a: 0, b: 0, length: 1 },
      { kind: "tokens", a: 1, a_length: 1, b: 1, b_length: 2 },
    ]);
  });

  it("are one stretch where one side holds nothing", () => {
    expect(stateDiff(columns(), columns([1, "context"]))).toEqual([
      { kind: "tokens", a: 0, a_length: 0, b: 0, b_length: 1 },
    ]);
  });
});
