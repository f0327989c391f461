import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { ReportScreen } from "@/components/report-page/report-screen";
import { atDesk } from "@/lib/api/desk/at-desk";
import { NotFoundError } from "@/lib/inspect/not-found-error";

export const metadata: Metadata = { title: "Report" };

interface Address {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function ReportPage({ params }: Address) {
  const page = await pageRuntime();
  const id = decodeURIComponent((await params).id);
  const report = await atDesk("report", id).catch(noSuchReport);
  return <ReportScreen simulated={page.simulated} report={report} />;
}

function noSuchReport(error: unknown): never {
  if (error instanceof NotFoundError) notFound();
  throw error;
}
