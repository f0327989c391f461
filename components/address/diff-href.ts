import type { ViewChoice } from "./api-urls";

/** How a difference is read: tokens with their ids, bytes, or messages. */
export const DIFF_LENSES = ["tokens", "bytes", "messages"] as const;
export type DiffLens = (typeof DIFF_LENSES)[number];

/**
 * The address of a difference. With `b` alone, of its turn's prompt from what was held before it; with `a`, of two
 * messages of one session.
 *
 * @example
 * diffHref("talk", { b: "n2" }, { policy: "slime", threshold: 64 }); // "/sessions/talk/diff?b=n2&policy=slime&ft=64"
 */
export function diffHref(
  session: string,
  { a, b }: { readonly a?: string | null; readonly b: string },
  { policy, threshold, settings }: ViewChoice,
): string {
  const query = new URLSearchParams();
  if (a) query.set("a", a);
  query.set("b", b);
  if (policy !== null) query.set("policy", policy);
  if (threshold !== null) query.set("ft", String(threshold));
  if (settings) query.set("set", settings);
  return `/sessions/${encodeURIComponent(session)}/diff?${query}`;
}
