/**
 * The one place where a type is asserted rather than proven.
 *
 * The compiler cannot know some facts: a value read back from a JSON column that this code wrote, a `Symbol.for` slot
 * on `globalThis`, a generated client that differs per database. State the fact in `why`. A search for `assume(` finds
 * every assumption of the project.
 *
 * @example
 * const slots = assume<{ [RUNTIME]?: Runtime }>(globalThis, "the runtime slot is written by this file only");
 */
export function assume<T>(value: unknown, why: string): T {
  void why;
  return value as T;
}
