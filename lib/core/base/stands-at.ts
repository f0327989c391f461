/**
 * Whether a run of ids stands in others from a position on.
 *
 * @example standsAt([7, 8], Int32Array.of(5, 7, 8), 1) // true
 */
export function standsAt(run: ArrayLike<number>, ids: Int32Array, position = 0): boolean {
  if (position + run.length > ids.length) return false;
  for (let at = 0; at < run.length; at++) if (ids[position + at] !== run[at]) return false;
  return true;
}
