/** What filters that are made to be slow consist of: runs that a reader may try to end in many places. */
const PIECES = [
  " ",
  '"',
  "\t",
  '" ',
  'a"',
  "-",
  ":",
  "forks:",
  "forks:>",
  "1",
  "a",
  "é",
  "started:",
  '-"',
  "\u2028",
];

/** The longest header that Node reads, which is the longest filter that an address can hold. */
const LONGEST = 16_000;

/**
 * A filter that is made to be slow: one piece many times over, with another before and after it.
 *
 * @param seed any whole number of at least 0; the same gives the same.
 */
export function hostileFilter(seed: number): string {
  const piece = (at: number): string => PIECES[at % PIECES.length] ?? "";
  const run = piece(seed);
  const isShort = seed % 3 === 0;
  const times = 1 + ((seed * 7919) % Math.floor((isShort ? 900 : LONGEST) / run.length));
  return `${piece(seed * 31)}${run.repeat(times)}${piece(Math.floor(seed / PIECES.length))}`;
}
