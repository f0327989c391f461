import { NamedError } from "@/lib/core/base/named-error";
import type { JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { BUILT_IN_POLICIES } from "./policies";
import type { Policy, PolicyName } from "./policy";

/** A policy or a setting of one that does not exist or cannot have the value given. The message says what can. */
export class PolicyError extends NamedError {
  static override readonly label = "PolicyError";
  override readonly name = PolicyError.label;
}

/** Settings as they arrive: from a JSON body, a query string, an environment variable or an option. */
export type PolicyOverrides = Readonly<Record<string, JsonValue | undefined>>;

/**
 * A built-in policy with some of its settings changed. Numbers and booleans may also be given as text; an absent
 * (`undefined`) setting stays as it is. Throws `PolicyError`.
 *
 * @example
 * resolvePolicy("slime", { fork_threshold_tokens: "0" }).fork_threshold_tokens; // 0
 */
export function resolvePolicy(name: string, overrides: PolicyOverrides = {}): Policy {
  if (!isPolicyName(name)) {
    throw new PolicyError(
      `There is no policy ${quote(name)}; accepted are ${list(Object.keys(BUILT_IN_POLICIES))}.`,
    );
  }
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  for (const [setting] of given) {
    if (!ACCEPTED.includes(setting)) {
      throw new PolicyError(`A policy has no setting ${quote(setting)}; accepted are ${list(ACCEPTED)}.`);
    }
  }
  const builtIn = BUILT_IN_POLICIES[name];
  const count = (setting: CountSetting) => readCount(setting, overrides[setting], builtIn[setting]);
  const flag = (setting: FlagSetting) => readFlag(setting, overrides[setting], builtIn[setting]);
  return {
    ...builtIn,
    matcher: readChoice("matcher", overrides.matcher, CHOICES.matcher, builtIn.matcher),
    drift: readChoice("drift", overrides.drift, CHOICES.drift, builtIn.drift),
    rewrite: readChoice("rewrite", overrides.rewrite, CHOICES.rewrite, builtIn.rewrite),
    header: readChoice("header", overrides.header, CHOICES.header, builtIn.header),
    reward_mode: readChoice("reward_mode", overrides.reward_mode, CHOICES.reward_mode, builtIn.reward_mode),
    weights: readChoice("weights", overrides.weights, CHOICES.weights, builtIn.weights),
    fork_threshold_tokens: count("fork_threshold_tokens"),
    max_sample_tokens: count("max_sample_tokens"),
    min_trained_tokens: count("min_trained_tokens"),
    train_once: flag("train_once"),
    include_undelivered: flag("include_undelivered"),
    include_auxiliary: flag("include_auxiliary"),
    require_log_probs: flag("require_log_probs"),
  };
}

/**
 * A policy from what a request or a session names it by: a name, or an object of `name` and settings.
 * Throws `PolicyError`.
 *
 * @example
 * readPolicy({ name: "slime", max_sample_tokens: 8192 }, "strict").name; // "slime"
 */
export function readPolicy(value: JsonValue | undefined, fallback: PolicyName): Policy {
  if (value === null || value === undefined) return resolvePolicy(fallback);
  if (typeof value === "string") return resolvePolicy(value);
  if (!isObject(value)) throw new PolicyError("A policy is a name or an object with a name and settings.");
  const { name = fallback, ...overrides } = value;
  if (typeof name !== "string") throw new PolicyError("The name of a policy is text.");
  return resolvePolicy(name, overrides);
}

const CHOICES = {
  matcher: ["exact", "echo"],
  drift: ["fork", "slime", "slime-repaired"],
  rewrite: ["merge", "fork"],
  header: ["ignored", "identity"],
  reward_mode: ["full", "split", "leaf", "turn"],
  weights: ["any", "one", "newest"],
} as const;

/** What each setting of a policy takes: whole numbers from 0, true or false, or one of some words. */
export const POLICY_SETTINGS = {
  fork_threshold_tokens: "count",
  max_sample_tokens: "count",
  min_trained_tokens: "count",
  train_once: "flag",
  include_undelivered: "flag",
  include_auxiliary: "flag",
  require_log_probs: "flag",
  ...CHOICES,
} as const;

/** A setting of a policy that can be changed. */
export type PolicySetting = keyof typeof POLICY_SETTINGS;

const ACCEPTED: readonly string[] = Object.keys(POLICY_SETTINGS);

type SettingOf<Kind> = {
  [Name in PolicySetting]: (typeof POLICY_SETTINGS)[Name] extends Kind ? Name : never;
}[PolicySetting];
type CountSetting = SettingOf<"count">;
type FlagSetting = SettingOf<"flag">;

function isPolicyName(name: string): name is PolicyName {
  return Object.hasOwn(BUILT_IN_POLICIES, name);
}

function readCount(setting: string, value: JsonValue | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  const count = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof count === "number" && Number.isSafeInteger(count) && count >= 0) return count;
  throw new PolicyError(`${setting} is ${quote(value)}; accepted is a whole number from 0.`);
}

function readFlag(setting: string, value: JsonValue | undefined, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (value === true || value === "true" || value === "1") return true;
  if (value === false || value === "false" || value === "0") return false;
  throw new PolicyError(`${setting} is ${quote(value)}; accepted are true and false.`);
}

function readChoice<T extends string>(
  setting: string,
  value: JsonValue | undefined,
  choices: readonly T[],
  otherwise: T,
): T {
  if (value === undefined) return otherwise;
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  throw new PolicyError(`${setting} is ${quote(value)}; accepted are ${list(choices)}.`);
}

function quote(value: JsonValue): string {
  return typeof value === "string" ? `"${value}"` : stringifyJson(value);
}

function list(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(", ");
}
