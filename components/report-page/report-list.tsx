import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { visibleText } from "@/lib/core/base/visible-text";
import type { ReportHead } from "@/lib/core/report/stored-report";

/** The reports that were kept, the newest first. */
export function ReportList({ reports }: { readonly reports: readonly ReportHead[] }) {
  if (reports.length === 0) {
    return (
      <div className="h-48">
        <EmptyState title="No reports yet">
          An agent that looks into a run keeps what it found with the tool write_report, or by POST
          /api/reports. What it cites stands beside it here.
        </EmptyState>
      </div>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {reports.map(({ id, title, createdAt, holder, person }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3">
          <Link
            href={`/reports/${id}`}
            className="min-w-0 underline underline-offset-4 [overflow-wrap:anywhere]"
          >
            {visibleText(title)}
          </Link>
          <span className="text-sm text-ink-2 md:ml-auto">
            by {visibleText(person ?? holder)}, <RelativeTime at={createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
