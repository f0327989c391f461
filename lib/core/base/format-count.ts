const WHOLE = new Intl.NumberFormat("en-US");

/** A count in full: `12,418`. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** `1 turn`, `2,000 turns`; what does not end in "s" is given. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`;
}
