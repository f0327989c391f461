import type { Metadata } from "next";
import { pageRuntime } from "@/app/sessions/page-runtime";
import type { ListAddress } from "@/app/sessions/sessions-screen";
import { HealthBand } from "@/components/health/health-band";
import { RunsScreen } from "@/components/runs-page/runs-screen";
import { atDesk } from "@/lib/api/desk/at-desk";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: ListAddress) {
  const page = await pageRuntime();
  const figures = await atDesk("runFigures", { search: await searchParams, run: null, now: Date.now() });
  const health = await atDesk("healthReport", figures.filter);
  return (
    <RunsScreen simulated={page.simulated} figures={figures}>
      <section aria-label="Health" className="rounded-lg border border-line bg-surface">
        <HealthBand report={health} />
      </section>
    </RunsScreen>
  );
}
