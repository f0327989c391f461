/** How one parameter of an address is read. A value is written as `String` writes it. */
export interface Param<Value> {
  /** What an address means that does not hold the parameter. */
  readonly absent: Value;
  /** Null for a text that means nothing. */
  read(text: string): Value | null;
}

/** Any text. */
export const textParam: Param<string | null> = { absent: null, read: (text) => text };

/** A whole number in decimal digits, at most fifteen of them, so that it is held exactly. */
export const wholeNumberParam: Param<number | null> = {
  absent: null,
  read: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : null),
};

/** `true` or `false`; not set when the address does not hold it. */
export const flagParam: Param<boolean> = {
  absent: false,
  read: (text) => (text === "true" ? true : text === "false" ? false : null),
};

/**
 * One of some words.
 *
 * @param former words that addresses had before, by those that they mean now.
 */
export function choiceParam<Word extends string, Absent extends Word | null>(
  words: readonly Word[],
  absent: Absent,
  former: Readonly<Record<string, Word>> = {},
): Param<Word | Absent> {
  const known = new Map(Object.entries(former));
  return { absent, read: (text) => words.find((word) => word === text) ?? known.get(text) ?? null };
}
