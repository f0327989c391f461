import type { Metadata } from "next";
import Link from "next/link";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { ReportList } from "@/components/report-page/report-list";
import { PageHeader } from "@/components/shell/page-header";
import { atDesk } from "@/lib/api/desk/at-desk";

export const metadata: Metadata = { title: "Reports" };

const ON_A_PAGE = 50;

interface Address {
  readonly searchParams: Promise<{ readonly before?: string }>;
}

export default async function ReportsPage({ searchParams }: Address) {
  const page = await pageRuntime();
  const { before } = await searchParams;
  const isPlace = before !== undefined && /^\d{1,9}$/.test(before);
  const reports = await atDesk("reports", {
    limit: ON_A_PAGE,
    ...(isPlace && { before: Number(before) }),
  });
  const last = reports.length === ON_A_PAGE ? reports.at(-1) : undefined;
  return (
    <>
      <PageHeader simulated={page.simulated} current="Reports" />
      <main className="mx-auto flex max-w-7xl flex-col gap-4 p-4">
        <h1 className="sr-only">Reports</h1>
        <div className="overflow-hidden rounded-lg border border-line bg-surface">
          <ReportList reports={reports} />
        </div>
        {last && (
          <Link
            href={`/reports?before=${last.number}`}
            className="self-end text-sm underline underline-offset-4"
          >
            Older reports
          </Link>
        )}
      </main>
    </>
  );
}
