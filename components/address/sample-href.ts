import type { ViewChoice } from "./api-urls";

/**
 * The page of one sample by itself, under the policy that made it.
 *
 * @param sample from 0; on the page and in the address samples count from 1.
 *
 * @example
 * sampleHref("s", 0, { policy: "slime", threshold: null }); // "/sessions/s/samples/1?policy=slime"
 */
export function sampleHref(session: string, sample: number, choice: ViewChoice): string {
  return withChoice(`/sessions/${encodeURIComponent(session)}/samples/${sample + 1}`, choice);
}

/** The session's page with that sample opened in it. */
export function openedSampleHref(session: string, sample: number, choice: ViewChoice): string {
  return withChoice(`/sessions/${encodeURIComponent(session)}?sample=${sample + 1}`, choice);
}

function withChoice(path: string, { policy, threshold, settings }: ViewChoice): string {
  const [place = "", opened] = path.split("?");
  const query = new URLSearchParams(opened);
  if (policy !== null) query.set("policy", policy);
  if (threshold !== null) query.set("ft", String(threshold));
  if (settings) query.set("set", settings);
  const text = query.toString();
  return text ? `${place}?${text}` : place;
}
