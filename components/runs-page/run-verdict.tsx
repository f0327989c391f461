"use client";

import Link from "next/link";
import { PoliciesButton } from "@/components/cause-card/policies-button";
import { SetVerdictParts } from "@/components/verdict/set-verdict-parts";
import type { RunStats } from "@/lib/core/list/run-stats";
import { sessionsLink } from "./run-links";

/** What the sessions of the page come to together, and what one policy for all of them would make of them. */
export function RunVerdict({
  stats,
  filter,
}: {
  readonly stats: Pick<RunStats, "total" | "causes">;
  readonly filter: string;
}) {
  return (
    <section
      aria-label="Verdict"
      data-testid="set-verdict"
      className="flex min-h-10 items-center gap-x-5 rounded-lg border border-line bg-surface px-3 py-1.5 text-sm text-ink-2"
    >
      <span className="flex min-w-0 flex-wrap items-center gap-x-5 gap-y-1">
        {stats.total.sampled_tokens > 0 ? (
          <SetVerdictParts
            stats={stats}
            waysTo={({ terms }, words) => (
              <Link
                href={sessionsLink(filter, ...terms)}
                prefetch={false}
                className="underline decoration-line-strong underline-offset-4 hover:text-ink"
              >
                {words}
              </Link>
            )}
          />
        ) : (
          <span>Nothing was sampled here yet.</span>
        )}
      </span>
      <span className="ml-auto shrink-0">
        <PoliciesButton filter={filter} />
      </span>
    </section>
  );
}
