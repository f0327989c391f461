import type { ViewChoice } from "@/components/address/api-urls";

/** The policy and its settings in a page's address. */
export function readChoice(
  search: Readonly<Record<string, string | readonly string[] | undefined>>,
): ViewChoice {
  const { policy, ft, set } = search;
  const threshold = typeof ft === "string" && /^\d{1,15}$/.test(ft) ? Number(ft) : null;
  return { policy: textOrNull(policy), threshold, settings: textOrNull(set) };
}

function textOrNull(value: string | readonly string[] | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
