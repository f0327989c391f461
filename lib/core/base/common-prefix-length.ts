/** Number of leading ids that two arrays share from `from` on, counted from 0; ids before `from` are taken as equal. */
export function commonPrefixLength(a: Int32Array, b: Int32Array, from = 0): number {
  const end = Math.min(a.length, b.length);
  let i = from;
  while (i < end && a[i] === b[i]) i++;
  return i;
}
