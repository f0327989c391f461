/**
 * The ids up to the last place where one of them stands, it included; all of them where it stands nowhere. A template
 * writes a line break after an answer's stop token that is no part of the answer.
 *
 * @example throughLast(Int32Array.of(1, 9, 2), 9) // Int32Array [1, 9]
 */
export function throughLast(ids: Int32Array, id: number | undefined): Int32Array {
  const last = id === undefined ? -1 : ids.lastIndexOf(id);
  return last < 0 ? ids : ids.subarray(0, last + 1);
}
