import { describe, expect, it } from "vitest";
import { compareHref } from "@/components/address/compare-href";
import type { ComparedRow, Comparison, ComparisonSide, SideFigures } from "@/lib/core/compare/comparison";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { causePairs } from "./cause-pairs";
import { comparisonWords } from "./comparison-words";
import { figureRows } from "./figure-rows";
import { differencesOf, foldsOver, rowItems } from "./row-items";

const FIGURES: SideFigures = {
  turns: 5,
  forks: 0,
  drift_spans: 0,
  drift_suffered: 0,
  drift_spared: 0,
  samples: 1,
  sampled: 200,
  trained: 200,
  realigned: 0,
  refused: 0,
  dropped: 0,
  longest_sample: 700,
  total_tokens: 700,
};

function sideOf(figures: Partial<SideFigures>, given: Partial<ComparisonSide> = {}): ComparisonSide {
  return {
    session: {
      id: "talk",
      status: "finished",
      model: "qwen3",
      tokenizer: "qwen3",
      origin: "api",
      client: null,
      run: null,
      turns: 5,
      nodes: 11,
      forks: 0,
      drift_spans: 0,
      refused: 0,
      samples: 1,
      sampled_tokens: 200,
      trained_tokens: 200,
      context_tokens: 700,
      reward: 1,
      group_index: null,
      policy: null,
      shape: null,
      created_at: 0,
      updated_at: 0,
      duration_ms: null,
      revision: 1,
    },
    policy: resolvePolicy("strict"),
    settings: "",
    figures: { ...FIGURES, ...figures },
    causes: [],
    branch: null,
    branches: [],
    branch_count: 0,
    sample: { index: 0, length: 700 },
    turn: 5,
    ...given,
  };
}

const same: ComparedRow = {
  kind: "same",
  cause: null,
  role: "user",
  a: null,
  b: null,
  differs: [],
  changed: { a: 0, b: 0 },
};
const drifted: ComparedRow = { ...same, role: "assistant", differs: ["tokens"], changed: { a: 2, b: 18 } };
const alone: ComparedRow = { ...same, kind: "only_b", differs: ["message"], changed: null };

describe("what is said of a comparison", () => {
  it("counts messages, tokens, drift and samples from the facts", () => {
    const comparison: Comparison = {
      a: sideOf({ samples: 4, total_tokens: 2_996, drift_suffered: 268 }),
      b: sideOf({ drift_spared: 476 }),
      rows: [same, drifted, same],
    };
    expect(comparisonWords(comparison)).toBe(
      "All 3 messages are the same; the last turns hold other tokens for 1 of the same ones. A's rendered prompts changed 268 held tokens; B's grafts kept 476 tokens that a render would have changed. A gives 4 samples and B 1, and a trainer works through 2,996 tokens for A and 700 for B.",
    );
  });

  it("says what one side alone has, and nothing of drift where there is none", () => {
    expect(comparisonWords({ a: sideOf({}), b: sideOf({}), rows: [same, alone] })).toBe(
      "1 of 2 messages are the same; 1 is only in B. Both give 1 sample.",
    );
  });
});

describe("figures and causes side by side", () => {
  it("show a difference where there is one", () => {
    const rows = figureRows(sideOf({ samples: 4, trained: 150 }), sideOf({}));
    const shown = new Map(rows.map(({ name, difference }) => [name, difference]));
    expect(shown.get("Samples")).toBe("−3");
    expect(shown.get("Yield")).toBe("+25 points");
    expect(shown.get("Turns")).toBe("");
  });

  it("name the policy of each side with what of it is changed", () => {
    const changed = resolvePolicy("strict", { train_once: false, max_sample_tokens: 8192 });
    const [first] = figureRows(sideOf({}), sideOf({}, { policy: changed }));
    expect(first).toMatchObject({ a: "strict", b: "strict, train once: off, longest sample: 8192" });
  });

  it("put drift suffered on one side beside the same drift spared on the other", () => {
    const cause = "reasoning stripped";
    const a = sideOf({}, { causes: [{ subject: "drift suffered", cause, count: 1, tokens: 174 }] });
    const b = sideOf({}, { causes: [{ subject: "drift spared", cause, count: 2, tokens: 386 }] });
    expect(causePairs({ a, b })).toMatchObject([{ cause, a: { tokens: 174 }, b: { tokens: 386 } }]);
  });
});

describe("rows", () => {
  it("fold what does not differ, and open again", () => {
    const rows = [same, same, drifted, same];
    expect(rowItems(rows, new Set()).map(({ kind, at }) => [kind, at])).toEqual([
      ["fold", 0],
      ["row", 2],
      ["fold", 3],
    ]);
    expect(rowItems(rows, new Set([0]))).toHaveLength(5);
    expect(differencesOf(rows)).toEqual([2]);
  });

  it("are open where the address names one of them", () => {
    const rows = [same, same, drifted, same];
    expect(foldsOver(rows, 1)).toEqual(new Set([0]));
    expect(foldsOver(rows, 2)).toEqual(new Set());
    expect(foldsOver(rows, null)).toEqual(new Set());
  });
});

it("an address holds both sides", () => {
  const a = { session: "x y", policy: "slime", threshold: 0, settings: "train_once:false" };
  expect(compareHref(a, { session: "z", node: "n1" })).toBe(
    "/compare?a=x+y&pa=slime&fa=0&sa=train_once%3Afalse&b=z&nb=n1",
  );
  expect(compareHref(null, null)).toBe("/compare");
});
