import { describe, expect, it } from "vitest";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { graftRefusal, turnDrift } from "./turn-drift";

const drift = { divergence: 480, changed_tokens: 27, cause: "reasoning stripped" };
const { audit } = readTurnFacts({ audit: drift }, "refuse");

describe("turnDrift", () => {
  it("calls the drift of a grafted prompt spared, and that of a rendered one suffered", () => {
    expect(turnDrift({ promptBuild: "graft", audit })).toEqual({ kind: "spared", ...drift });
    expect(turnDrift({ promptBuild: "render", audit })?.kind).toBe("suffered");
  });

  it("is null before the audit and where nothing differs", () => {
    expect(turnDrift({ promptBuild: "graft", audit: null })).toBeNull();
    const same = readTurnFacts({ audit: { divergence: null, changed_tokens: 0, cause: null } }, "refuse");
    expect(turnDrift({ promptBuild: "graft", audit: same.audit })).toBeNull();
  });
});

describe("graftRefusal", () => {
  it("gives the sentence of a refusal, and nothing for a graft that was made", () => {
    const detail = "No end-of-turn token follows turn 2.";
    expect(graftRefusal({ graft: { anchor: null, refusal: "no_closer", detail } })).toBe(detail);
    expect(graftRefusal({ graft: { anchor: 1, refusal: null, detail: null } })).toBeNull();
  });
});
