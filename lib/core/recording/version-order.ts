import { versionNumber } from "./version-number";

/**
 * The one order of weight versions, for every rule about age: as integers where all of them are, else in the order in
 * which the run saw them first.
 *
 * @param seen the versions of a run in the order of first sight; repetitions say nothing.
 * @returns how old each is, from 0 for the oldest; of versions that are equal as integers both have the age of the first.
 * @example
 * versionAges(["W9", "W10"]).get("W10"); // 1
 */
export function versionAges(seen: readonly string[]): ReadonlyMap<string, number> {
  const versions = [...new Set(seen)];
  const numbers = versions.map(versionNumber);
  if (numbers.some((number) => number === null)) return new Map(versions.map((version, at) => [version, at]));
  const ordered = [...new Set(numbers)].toSorted((left, right) => (left ?? 0) - (right ?? 0));
  return new Map(versions.map((version, at) => [version, ordered.indexOf(numbers[at] ?? 0)]));
}

/**
 * The oldest and the newest of some versions, in `versionAges`; null for none.
 *
 * @example
 * versionRange(["10", "9"], ["10", "9"]); // { oldest: "9", newest: "10" }
 */
export function versionRange(
  versions: readonly string[],
  seen: readonly string[],
): { readonly oldest: string; readonly newest: string } | null {
  const ages = versionAges([...seen, ...versions]);
  const ordered = versions.toSorted((left, right) => (ages.get(left) ?? 0) - (ages.get(right) ?? 0));
  const [oldest, newest] = [ordered[0], ordered.at(-1)];
  return oldest === undefined || newest === undefined ? null : { oldest, newest };
}
