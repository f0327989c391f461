"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/components/reads/fetch-json";
import type { HealthReport } from "@/lib/core/list/health-report";
import { HealthBand } from "./health-band";

/** Figures this old are still right to look at: while sessions run, each change would ask anew. */
const FRESH_MS = 5_000;

/** What is out of order in the sessions that a typed filter leaves. */
export function ListHealth({
  filter,
  total,
}: {
  readonly filter: string;
  /** How many sessions the list says that there are; another number asks anew. */
  readonly total: number | null;
}) {
  const { data, isError } = useQuery({
    queryKey: ["health", filter, total],
    queryFn: ({ signal }) =>
      fetchJson<HealthReport>(`/api/health-report?${new URLSearchParams({ filter })}`, signal),
    staleTime: FRESH_MS,
    placeholderData: (known) => (known?.filter === filter ? known : undefined),
    retry: false,
  });
  // A filter that cannot be read is said where it is typed.
  if (isError) return null;
  return (
    <section aria-label="Health" className="shrink-0 border-b border-line bg-surface">
      <HealthBand report={data ?? null} />
    </section>
  );
}
