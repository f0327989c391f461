import type { JsonObject } from "@/lib/core/json/json-value";

/** Sessions with this label are kept when old ones are removed; `value` null for any value of it. */
export interface KeepRule {
  readonly label: string;
  readonly value: string | null;
}

const HOURS = { h: 1, d: 24, w: 168 } as const;

/**
 * Reads `label:NAME` and `label:NAME=VALUE`; null for anything else.
 *
 * @example
 * readKeepRule("label:gold=yes"); // { label: "gold", value: "yes" }
 */
export function readKeepRule(text: string): KeepRule | null {
  const [, label, value = null] = /^label:([^=\s]+)(?:=(.*))?$/s.exec(text.trim()) ?? [];
  return label === undefined ? null : { label, value };
}

/** Whether any of the rules keeps a session of these labels. */
export function isKept(labels: JsonObject, rules: readonly KeepRule[]): boolean {
  return rules.some(({ label, value }) => {
    const held = Object.hasOwn(labels, label) ? labels[label] : undefined;
    return held !== undefined && (value === null || String(held) === value);
  });
}

/**
 * Reads an age such as `30d`, `12h` or `2w` as milliseconds; null for anything else.
 *
 * @example
 * readAge("30d"); // 2_592_000_000
 */
export function readAge(text: string): number | null {
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(text.trim()) ?? [];
  if (count === undefined || (unit !== "h" && unit !== "d" && unit !== "w")) return null;
  return Number(count) * HOURS[unit] * 3_600_000;
}
