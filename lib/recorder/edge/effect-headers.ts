/**
 * The header that names what a client asked for and did not get, since neither the model nor its engine can do it;
 * none where there is nothing of that.
 *
 * @example effectHeaders(["reasoning_effort"]); // { "x-turntree-without-effect": "reasoning_effort" }
 */
export function effectHeaders(withoutEffect: readonly string[]): Readonly<Record<string, string>> {
  return withoutEffect.length === 0
    ? {}
    : { "x-turntree-without-effect": withoutEffect.join(", ").replace(/[^\x20-\x7e]/g, "?") };
}
