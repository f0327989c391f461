import { isSettingName, withSetting } from "@/lib/core/policy/policy-text";
import type { PolicyChange } from "@/lib/core/verdict/verdict-report";
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

/** The session's page with a message of it, and what of the message is shown. */
export function messageHref(
  session: string,
  { node, tab }: { readonly node: string; readonly tab: "diff" | null },
  choice: ViewChoice,
): string {
  const shown = tab === null ? "" : `&tab=${tab}`;
  return withChoice(
    `/sessions/${encodeURIComponent(session)}?node=${encodeURIComponent(node)}${shown}`,
    choice,
  );
}

/** The session's page under a policy. */
export function underPolicyHref(session: string, choice: ViewChoice): string {
  return withChoice(`/sessions/${encodeURIComponent(session)}`, choice);
}

/** The session's page under what keeps a loss: another policy, or the one shown with one setting changed. */
export function changedPolicyHref(
  session: string,
  choice: ViewChoice,
  { policy, setting }: PolicyChange,
): string {
  const kept = policy === null ? choice : { policy, threshold: null, settings: null };
  const settings =
    setting && isSettingName(setting.name)
      ? withSetting(kept.settings ?? "", setting.name, setting.value)
      : kept.settings;
  return underPolicyHref(session, { ...kept, settings: settings ?? null });
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
