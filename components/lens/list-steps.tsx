"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { fetchJson } from "@/components/reads/fetch-json";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import { plural } from "@/lib/core/base/format-count";
import type { RunSteps } from "@/lib/core/list/run-steps";
import { rangeIn, rangeTerms, withoutRange } from "@/lib/core/list/step-terms";
import { StepStrip } from "./step-strip";

/**
 * The sessions of a typed filter step by step, or group by group. It is read when it is opened; choosing columns adds
 * their condition to the filter.
 */
export function ListSteps({
  filter,
  onFilter,
}: {
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const base = withoutRange(filter);
  const { data, error } = useQuery({
    queryKey: ["steps", base],
    queryFn: ({ signal }) =>
      fetchJson<RunSteps>(`/api/steps?${new URLSearchParams({ filter: base })}`, signal),
    enabled: isOpen,
    staleTime: 5_000,
    retry: false,
  });
  return (
    <section aria-label="Step by step" className="shrink-0 border-b border-line bg-surface">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-9 w-full items-center gap-2 px-3 text-sm text-ink-2 hover:bg-raised"
      >
        Step by step: what trained, and what was lost
        <ChevronDown
          size={16}
          aria-hidden
          className={`ml-auto shrink-0 text-ink-3 ${isOpen ? "rotate-180" : ""}`}
        />
      </button>
      {isOpen && (
        <div className="px-3 pb-2">
          {!data ? (
            <LoadingOrError error={error} what="steps" />
          ) : data.columns.length === 0 ? (
            <p className="py-2 text-sm text-ink-2">
              None of these sessions has a step or a group: open them with the label step, or a group_index.
            </p>
          ) : (
            <>
              {data.more > 0 && (
                <p className="text-xs text-ink-2">{plural(data.more, "earlier column")} left out</p>
              )}
              <StepStrip
                steps={data}
                chosen={rangeIn(filter, data.by)}
                onChoose={(range) => {
                  const terms = range === null ? [] : rangeTerms(data.by, range);
                  onFilter([base, ...terms].filter((term) => term !== "").join(" "));
                }}
              />
            </>
          )}
        </div>
      )}
    </section>
  );
}
