import type { JsonObject } from "@/lib/core/json/json-value";

/**
 * The rewards of an object that are numbers, by name; null for none.
 *
 * @example
 * numbersOf({ "3": 1, "4": "x" }); // { "3": 1 }
 */
export function numbersOf(rewards: JsonObject | null): Readonly<Record<string, number>> | null {
  if (rewards === null) return null;
  const numbers = Object.entries(rewards).flatMap(([name, value]) =>
    typeof value === "number" ? [[name, value] as const] : [],
  );
  return Object.fromEntries(numbers);
}
