import Link from "next/link";
import { PageHeader } from "@/components/shell/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { ShownReport } from "@/lib/core/report/shown-report";
import { CitationCard } from "./citation-card";
import { ReportText } from "./report-text";

/** A report beside the tokens that it cites. */
export function ReportScreen({
  simulated,
  report: { head, body, citations },
}: {
  readonly simulated: boolean;
  readonly report: ShownReport;
}) {
  const broken = citations.filter(({ standing }) => standing !== "holds").length;
  return (
    <>
      <PageHeader simulated={simulated} current="Reports" />
      <main className="mx-auto flex max-w-7xl flex-col gap-4 p-4">
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 text-lg font-medium [overflow-wrap:anywhere]">{visibleText(head.title)}</h1>
          <p className="text-sm text-ink-2">
            by {visibleText(head.person ?? head.holder)}, <RelativeTime at={head.createdAt} />
          </p>
          <p className="flex gap-4 text-sm text-ink-2 md:ml-auto">
            <Link href="/reports" className="underline underline-offset-4">
              All reports
            </Link>
            <a href={`/api/reports/${head.id}/report.html`} download className="underline underline-offset-4">
              Save as a file
            </a>
          </p>
        </div>
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
          <ReportText body={body} citations={citations} />
          <section aria-labelledby="cited-tokens" className="flex min-w-0 flex-col gap-3">
            <h2 id="cited-tokens" className="text-sm font-medium">
              {citations.length === 0
                ? "It cites nothing"
                : `${plural(citations.length, "citation")}, ${broken === 0 ? "all hold" : `${broken} without what was recorded`}`}
            </h2>
            <ol className="flex flex-col gap-3">
              {citations.map((citation, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a citation is its number in the text
                <CitationCard key={at} number={at + 1} citation={citation} />
              ))}
            </ol>
          </section>
        </div>
      </main>
    </>
  );
}
