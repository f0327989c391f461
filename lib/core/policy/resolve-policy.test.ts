import { describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "./policies";
import { PolicyError, readPolicy, resolvePolicy } from "./resolve-policy";

describe("resolvePolicy", () => {
  it("gives a built-in policy as it is", () => {
    expect(resolvePolicy("slime")).toEqual(BUILT_IN_POLICIES.slime);
  });

  it("names what it was given, whatever that is", () => {
    const odd = { toString: 1 };
    expect(() => resolvePolicy("strict", { train_once: odd })).toThrow(
      new PolicyError('train_once is {"toString":1}; accepted are true and false.'),
    );
  });

  it("changes what is given, as a value or as text", () => {
    const policy = resolvePolicy("strict", {
      fork_threshold_tokens: "0",
      max_sample_tokens: 10,
      train_once: "false",
      matcher: undefined,
    });
    expect(policy).toEqual({
      ...BUILT_IN_POLICIES.strict,
      fork_threshold_tokens: 0,
      max_sample_tokens: 10,
      train_once: false,
    });
  });

  it.each<[string, Record<string, string | number | null>, RegExp]>([
    ["slime2", {}, /no policy "slime2"; accepted are "strict", "slime", "slime-repaired", "areal-concat"/],
    ["toString", {}, /no policy "toString"/],
    [
      "slime",
      { fork_threshold_tokens: "many" },
      /fork_threshold_tokens is "many"; accepted is a whole number from 0/,
    ],
    ["slime", { fork_threshold_tokens: -1 }, /-1; accepted is a whole number/],
    ["slime", { max_sample_tokens: 1.5 }, /1.5; accepted is a whole number/],
    ["slime", { train_once: "yes" }, /train_once is "yes"; accepted are true and false/],
    ["slime", { reward_mode: null }, /reward_mode is null; accepted are "full", "split", "leaf"/],
    [
      "slime",
      { threshold: 3 },
      /no setting "threshold"; accepted are "fork_threshold_tokens", "max_sample_tokens"/,
    ],
  ])("refuses %s with %j", (name, overrides, reason) => {
    expect(() => resolvePolicy(name, overrides)).toThrow(PolicyError);
    expect(() => resolvePolicy(name, overrides)).toThrow(reason);
  });
});

describe("readPolicy", () => {
  it("takes nothing, a name, or a name and settings", () => {
    expect(readPolicy(null, "slime").name).toBe("slime");
    expect(readPolicy("areal-concat", "slime").name).toBe("areal-concat");
    expect(readPolicy({ train_once: false }, "slime")).toMatchObject({ name: "slime", train_once: false });
  });

  it.each([[3], [["slime"]], [{ name: 3 }]])("refuses %j", (value) => {
    expect(() => readPolicy(value, "slime")).toThrow(PolicyError);
  });
});
