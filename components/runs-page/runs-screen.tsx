import Link from "next/link";
import type { ReactNode } from "react";
import { CauseCards } from "@/components/cause-card/cause-cards";
import { Pane } from "@/components/keys/pane";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import type { FixFirst } from "@/lib/core/list/fix-first";
import type { RunStats } from "@/lib/core/list/run-stats";
import { CauseTable } from "./cause-table";
import { FixFirstCard } from "./fix-first-card";
import { PartTable } from "./part-table";
import { RangeLinks } from "./range-links";
import { RunCharts } from "./run-charts";
import { RunVerdict } from "./run-verdict";
import { TotalFigures } from "./total-figures";
import { TrainedTable } from "./trained-table";

interface RunsScreenProps {
  readonly simulated: boolean;
  /** What stands above the figures. */
  readonly children: ReactNode;
  readonly figures: {
    readonly run: string | null;
    readonly range: string;
    readonly bucket: string;
    readonly filter: string;
    readonly stats: RunStats;
    readonly ledger: Parameters<typeof TrainedTable>[0]["ledger"];
    readonly fix: FixFirst | null;
    readonly example: { readonly session: string; readonly node: string | null } | null;
  };
}

/** Figures over many sessions: what to fix first, how it goes over time, and where it comes from. */
export function RunsScreen({ simulated, children, figures }: RunsScreenProps) {
  const { run, range, bucket, filter, stats, ledger, fix, example } = figures;
  const path = run === null ? "/runs" : `/runs/${encodeURIComponent(run)}`;
  return (
    <CauseCards filter={filter}>
      <PageHeader simulated={simulated} current="Runs" />
      <main className="mx-auto max-w-7xl p-4">
        <Pane name="runs" className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <h1 className="min-w-0 truncate text-lg font-medium">
              {run === null ? "All runs" : `Run ${run}`}
            </h1>
            {run !== null && (
              <Link href="/runs" className="text-sm text-ink-2 underline underline-offset-4">
                All runs
              </Link>
            )}
            <span className="md:ml-auto">
              <RangeLinks path={path} range={range} bucket={bucket} />
            </span>
          </div>
          {stats.total.sessions === 0 ? (
            <div className="h-64 rounded-lg border border-line bg-surface">
              <EmptyState title="No session began in this time">
                Choose a longer time, or record something: /sessions says how.
              </EmptyState>
            </div>
          ) : (
            <>
              <RunVerdict stats={stats} filter={filter} />
              {children}
              <FixFirstCard
                fix={fix}
                filter={filter}
                trained={stats.total.trained_tokens}
                example={example}
              />
              <TotalFigures total={stats.total} filter={filter} />
              <RunCharts stats={stats} filter={filter} />
              {ledger.length > 0 && <TrainedTable ledger={ledger} />}
              <section className="overflow-hidden rounded-lg border border-line bg-surface">
                <h2 className="border-b border-line px-3 py-2 text-sm font-medium">
                  Why sessions fork, lose tokens and are refused
                </h2>
                <CauseTable causes={stats.causes} filter={filter} />
              </section>
              <div className="grid gap-4 lg:grid-cols-2">
                {run === null && (
                  <PartTable title="By run" field="run" parts={stats.by_run} filter={filter} />
                )}
                <PartTable title="By client" field="client" parts={stats.by_client} filter={filter} />
                <PartTable title="By template" field="tokenizer" parts={stats.by_template} filter={filter} />
              </div>
            </>
          )}
        </Pane>
      </main>
    </CauseCards>
  );
}
