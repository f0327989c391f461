import type { Policy } from "./policy";
import { POLICY_SETTINGS, PolicyError, type PolicyOverrides, type PolicySetting } from "./resolve-policy";

/** Names of all settings that can be changed, in the order in which they are written. */
export const SETTING_NAMES: readonly PolicySetting[] = Object.keys(POLICY_SETTINGS).filter(isSettingName);

/** Whether a policy has a setting of this name that can be changed. */
export function isSettingName(name: string): name is PolicySetting {
  return Object.hasOwn(POLICY_SETTINGS, name);
}

/**
 * Settings written in one line, as an address and `TURNTREE_POLICY_SETTINGS` hold them: name and value with `:` or `=`
 * between them, separated by commas. Throws `PolicyError` for a part that is no such pair; what the settings may be is
 * checked where the policy is resolved.
 *
 * @example
 * readSettingsText("train_once:false,max_sample_tokens:8192"); // { train_once: "false", max_sample_tokens: "8192" }
 */
export function readSettingsText(text: string): PolicyOverrides {
  const parts = text.split(",").map((part) => part.trim());
  return Object.fromEntries(parts.filter((part) => part !== "").map(readPair));
}

function readPair(part: string): readonly [string, string] {
  const [, name, value] = /^([a-z_]+)\s*[:=]\s*(\S+)$/.exec(part) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new PolicyError(`"${part}" is no setting; accepted is a name, ":" and a value.`);
}

/**
 * The other way round, in the order of `SETTING_NAMES`; empty when nothing is set.
 *
 * @example
 * settingsText({ train_once: false, max_sample_tokens: 8192 }, "="); // "max_sample_tokens=8192,train_once=false"
 */
export function settingsText(settings: PolicyOverrides, sign: ":" | "="): string {
  return SETTING_NAMES.filter((name) => settings[name] !== undefined)
    .map((name) => `${name}${sign}${settings[name]}`)
    .join(",");
}

/**
 * Settings in one line with one of them changed; null takes it out. Throws `PolicyError` for a line that cannot be read.
 *
 * @example
 * withSetting("train_once:false", "max_sample_tokens", 8192); // "max_sample_tokens:8192,train_once:false"
 */
export function withSetting(
  text: string,
  name: PolicySetting,
  value: string | number | boolean | null,
): string {
  const { [name]: _, ...others } = readSettingsText(text);
  return settingsText(value === null ? others : { ...others, [name]: value }, ":");
}

/**
 * What must be set on one policy to have another of the same name.
 *
 * @example
 * differingSettings(resolvePolicy("slime", { train_once: false }), BUILT_IN_POLICIES.slime); // { train_once: false }
 */
export function differingSettings(wanted: Policy, from: Policy): PolicyOverrides {
  return Object.fromEntries(
    SETTING_NAMES.filter((name) => wanted[name] !== from[name]).map((name) => [name, wanted[name]]),
  );
}
