import type { Metadata } from "next";
import { pageRuntime } from "@/app/sessions/page-runtime";
import type { ListAddress } from "@/app/sessions/sessions-screen";
import { RunsScreen } from "@/components/runs-page/runs-screen";
import { atDesk } from "@/lib/api/desk/at-desk";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: ListAddress) {
  const page = await pageRuntime();
  const figures = await atDesk("runFigures", { search: await searchParams, run: null, now: Date.now() });
  return <RunsScreen simulated={page.simulated} figures={figures} />;
}
