import type { ViewChoice } from "../workspace/api-urls";

/**
 * The page of one sample by itself, under the policy that made it.
 *
 * @param sample from 0; on the page and in the address samples count from 1.
 *
 * @example
 * sampleHref("s", 0, { policy: "slime", threshold: null }); // "/sessions/s/samples/1?policy=slime"
 */
export function sampleHref(
  session: string,
  sample: number,
  { policy, threshold, settings }: ViewChoice,
): string {
  const query = new URLSearchParams();
  if (policy !== null) query.set("policy", policy);
  if (threshold !== null) query.set("ft", String(threshold));
  if (settings) query.set("set", settings);
  const text = query.toString();
  return `/sessions/${encodeURIComponent(session)}/samples/${sample + 1}${text ? `?${text}` : ""}`;
}
