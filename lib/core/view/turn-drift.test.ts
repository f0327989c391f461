import { describe, expect, it } from "vitest";
import { graftRefusal, turnDrift } from "./turn-drift";

const audit = { divergence: 480, changed_tokens: 27, cause: "reasoning stripped" };

describe("turnDrift", () => {
  it("calls the drift of a grafted prompt spared, and that of a rendered one suffered", () => {
    expect(turnDrift({ promptBuild: "graft", facts: { audit } })).toEqual({ kind: "spared", ...audit });
    expect(turnDrift({ promptBuild: "render", facts: { audit } })?.kind).toBe("suffered");
  });

  it("is null before the audit and where nothing differs", () => {
    expect(turnDrift({ promptBuild: "graft", facts: {} })).toBeNull();
    const same = { divergence: null, changed_tokens: 0, cause: null };
    expect(turnDrift({ promptBuild: "graft", facts: { audit: same } })).toBeNull();
  });
});

describe("graftRefusal", () => {
  it("gives the sentence of a refusal, and nothing for a graft that was made", () => {
    const facts = {
      graft: { anchor: null, refusal: "no_closer", detail: "No end-of-turn token follows turn 2." },
    };
    expect(graftRefusal({ facts })).toBe("No end-of-turn token follows turn 2.");
    expect(graftRefusal({ facts: { graft: { anchor: 1, refusal: null, detail: null } } })).toBeNull();
  });
});
