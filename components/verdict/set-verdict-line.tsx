"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { statsUrl } from "@/components/address/list-urls";
import { fetchJson } from "@/components/reads/fetch-json";
import { STATE_WORDS } from "@/components/ui/state-words";
import { plural } from "@/lib/core/base/format-count";
import type { RunStats } from "@/lib/core/list/run-stats";
import { toggleTerm } from "@/lib/core/list/toggle-term";
import { SetVerdictParts } from "./set-verdict-parts";

/**
 * What the sessions of a filter come to together, on a line of one height: how much trains, and what was lost to which
 * cause. A press on a cause narrows the filter to the sessions that lost something to it.
 */
export function SetVerdictLine({
  filter,
  onFilter,
}: {
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}) {
  const { data } = useQuery({
    queryKey: ["facets", filter, "verdict"],
    queryFn: ({ signal }) => fetchJson<RunStats>(statsUrl(filter), signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <section
      aria-label="Verdict"
      data-testid="set-verdict"
      className="flex h-9 shrink-0 items-center gap-x-5 overflow-x-auto border-b border-line bg-surface px-3 text-sm whitespace-nowrap text-ink-2"
    >
      {data && data.total.sampled_tokens > 0 && (
        <SetVerdictParts
          stats={data}
          waysTo={(loss, words) => (
            <button
              type="button"
              onClick={() => onFilter(loss.terms.reduce(withTerm, filter))}
              title={`${STATE_WORDS[loss.state].meaning} Lists the ${plural(loss.sessions, "session")}.`}
              className="text-ink-2 underline decoration-line-strong underline-offset-4 hover:text-ink"
            >
              {words}
            </button>
          )}
        />
      )}
    </section>
  );
}

/** Adds a condition where the filter lacks it. */
function withTerm(filter: string, term: string): string {
  const toggled = toggleTerm(filter, term);
  return toggled.length > filter.length ? toggled : filter;
}
