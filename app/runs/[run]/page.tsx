import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageRuntime } from "@/app/sessions/page-runtime";
import type { ListAddress } from "@/app/sessions/sessions-screen";
import { RunsScreen } from "@/components/runs-page/runs-screen";
import { atDesk } from "@/lib/api/desk/at-desk";
import { FilterError } from "@/lib/store/rows/filter-error";

interface Address extends ListAddress {
  readonly params: Promise<{ readonly run: string }>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: `Run ${decodeURIComponent((await params).run)}` };
}

export default async function RunPage({ params, searchParams }: Address) {
  const page = await pageRuntime();
  const run = decodeURIComponent((await params).run);
  const figures = await atDesk("runFigures", { search: await searchParams, run, now: Date.now() }).catch(
    noSuchRun,
  );
  return <RunsScreen simulated={page.simulated} figures={figures} />;
}

/** A name that no filter can hold is no run's. */
function noSuchRun(error: unknown): never {
  if (error instanceof FilterError) notFound();
  throw error;
}
