import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "./policies";
import { differingSettings, readSettingsText, SETTING_NAMES, settingsText, withSetting } from "./policy-text";
import { POLICY_SETTINGS, PolicyError, resolvePolicy } from "./resolve-policy";

const count = fc.nat(100_000);
const arbitrarySettings = fc.record(
  Object.fromEntries(
    SETTING_NAMES.map((name) => {
      const kind = POLICY_SETTINGS[name];
      if (kind === "count") return [name, count];
      return [name, kind === "flag" ? fc.boolean() : fc.constantFrom(...kind)];
    }),
  ),
  { requiredKeys: [] },
);
const policyName = fc.constantFrom("strict", "slime", "slime-repaired", "areal-concat");

describe("settings as text", () => {
  it("read back as they were written, with either sign", () => {
    fc.assert(
      fc.property(
        policyName,
        arbitrarySettings,
        fc.constantFrom(":" as const, "=" as const),
        (name, set, sign) => {
          const read = readSettingsText(settingsText(set, sign));
          expect(resolvePolicy(name, read)).toEqual(resolvePolicy(name, set));
        },
      ),
    );
  });

  it("change one at a time, and lose it again", () => {
    const both = withSetting("train_once:false", "max_sample_tokens", 8192);
    expect(readSettingsText(both)).toEqual({ train_once: "false", max_sample_tokens: "8192" });
    expect(withSetting(both, "train_once", null)).toBe("max_sample_tokens:8192");
    expect(withSetting("train_once:false", "train_once", null)).toBe("");
  });

  it("may be none, and are refused when they are no pairs", () => {
    expect(readSettingsText("")).toEqual({});
    expect(() => readSettingsText("train_once")).toThrow(PolicyError);
    expect(() => resolvePolicy("slime", readSettingsText("colour:red"))).toThrow(
      'A policy has no setting "colour"',
    );
  });
});

describe("differingSettings", () => {
  it("says what to set on a policy to have another", () => {
    fc.assert(
      fc.property(policyName, arbitrarySettings, (name, set) => {
        const wanted = resolvePolicy(name, set);
        const [from] = Object.values(BUILT_IN_POLICIES).filter((builtIn) => builtIn.name === name);
        expect(resolvePolicy(name, from && differingSettings(wanted, from))).toEqual(wanted);
      }),
    );
  });
});
