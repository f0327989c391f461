import type { ReactNode } from "react";
import { HealthBand } from "@/components/health/health-band";
import type { GroupRow } from "@/lib/core/list/group-view";
import type { HealthReport } from "@/lib/core/list/health-report";
import type { RunSteps } from "@/lib/core/list/run-steps";
import { AddressedStrip } from "./addressed-strip";
import { StripHead } from "./strip-head";

/** A run as its trainer sees it: step by step, what is out of order, and the groups of the steps that are chosen. */
export function RunLens({
  lens,
  path,
  children,
}: {
  readonly lens: {
    readonly steps: RunSteps;
    readonly chosen: { readonly from: number; readonly to: number } | null;
    readonly filter: string;
    readonly health: HealthReport;
    readonly groups: readonly GroupRow[];
    readonly hasMore: boolean;
  };
  readonly path: string;
  /** The groups as a table. */
  readonly children: ReactNode;
}) {
  const { steps, chosen, filter, health, groups, hasMore } = lens;
  const { columns } = steps;
  return (
    <>
      <section aria-label="Health" className="rounded-lg border border-line bg-surface">
        <HealthBand report={health} isOpen={health.flags.length <= 4} />
      </section>
      {columns.length > 0 && (
        <section aria-label="Step by step" className="rounded-lg border border-line bg-surface p-3">
          <StripHead steps={steps} listed={chosen === null ? null : filter} path={path} />
          <AddressedStrip steps={steps} chosen={chosen} path={path} />
        </section>
      )}
      {groups.length > 0 && (
        <section aria-label="Groups" className="overflow-hidden rounded-lg border border-line bg-surface">
          <h2 className="border-b border-line px-3 py-2 text-sm font-medium">
            Groups{chosen === null ? "" : " of these"}
            {hasMore && <span className="ml-2 font-normal text-ink-2">the first {groups.length}</span>}
          </h2>
          <div className="max-h-96 overflow-auto">{children}</div>
        </section>
      )}
    </>
  );
}
