import type { TokenRange } from "@/components/marks/token-range";

/**
 * The next stretch of tokens with one look after a token, round the end; null where no token has it.
 *
 * @param at null: nowhere yet.
 *
 * @example
 * nextRun(Uint8Array.of(0, 1, 1, 0), 1, null); // { start: 1, end: 3 }
 */
export function nextRun(codes: Uint8Array, code: number, at: number | null): TokenRange | null {
  let from = at ?? 0;
  // Out of the stretch that the token itself stands in.
  if (at !== null) while (from < codes.length && codes[from] === code) from++;
  const behind = codes.indexOf(code, from);
  const start = behind < 0 ? codes.indexOf(code) : behind;
  if (start < 0) return null;
  let end = start;
  while (end < codes.length && codes[end] === code) end++;
  return { start, end };
}
