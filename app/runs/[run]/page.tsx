import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageRuntime } from "@/app/sessions/page-runtime";
import type { ListAddress } from "@/app/sessions/sessions-screen";
import { GroupTable } from "@/components/groups-page/group-table";
import { RunLens } from "@/components/lens/run-lens";
import { RunQuotaLine } from "@/components/runs-page/run-quota-line";
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
  const search = await searchParams;
  const figures = await atDesk("runFigures", { search, run, now: Date.now() }).catch(noSuchRun);
  const quota = await atDesk("runQuota", run);
  const lens = await atDesk("runLens", { filter: figures.filter, search });
  return (
    <RunsScreen simulated={page.simulated} figures={figures}>
      <RunQuotaLine {...quota} />
      <RunLens lens={lens} path={`/runs/${encodeURIComponent(run)}`}>
        <GroupTable groups={lens.groups} />
      </RunLens>
    </RunsScreen>
  );
}

/** A name that no filter can hold is no run's. */
function noSuchRun(error: unknown): never {
  if (error instanceof FilterError) notFound();
  throw error;
}
