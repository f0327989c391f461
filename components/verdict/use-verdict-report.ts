"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { isSameChoice, type ViewChoice, verdictUrl, viewQuery } from "@/components/address/api-urls";
import { facetsUrl } from "@/components/address/list-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import type { ListFacets } from "@/lib/core/list/list-facets";
import type { VerdictReport } from "@/lib/core/verdict/verdict-report";

/** A report that the page was opened with. */
export interface OpenedReport {
  readonly choice: ViewChoice;
  readonly revision: number;
  readonly report: VerdictReport;
}

/** What the server tells of a session's losses under a policy; that of before while the next is read. */
export function useVerdictReport(
  session: string,
  revision: number,
  choice: ViewChoice,
  opened: OpenedReport | null,
): VerdictReport | null {
  const isOpened = opened !== null && opened.revision === revision && isSameChoice(opened.choice, choice);
  const { data = null } = useQuery({
    queryKey: ["verdict", session, viewQuery(choice).toString(), revision],
    queryFn: ({ signal }) => fetchJson<VerdictReport>(verdictUrl(session, choice), signal),
    ...(isOpened && { initialData: opened.report }),
    placeholderData: keepPreviousData,
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data;
}

/** How many sessions a filter lists; null until it is known. */
export function useSessionCount(filter: string): number | null {
  const { data } = useQuery({
    queryKey: ["session-count", filter],
    queryFn: ({ signal }) => fetchJson<ListFacets>(facetsUrl(filter), signal),
    staleTime: 60_000,
    retry: false,
  });
  return data?.total ?? null;
}
