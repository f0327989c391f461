import type { ViewChoice } from "@/components/workspace/api-urls";

/** The policy and threshold in a page's address. */
export function readChoice(
  search: Readonly<Record<string, string | readonly string[] | undefined>>,
): ViewChoice {
  const { policy, ft } = search;
  const threshold = typeof ft === "string" && /^\d{1,15}$/.test(ft) ? Number(ft) : null;
  return { policy: typeof policy === "string" && policy !== "" ? policy : null, threshold };
}
