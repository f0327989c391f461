import type { Metadata } from "next";
import { pageRuntime } from "@/app/sessions/page-runtime";
import type { ListAddress } from "@/app/sessions/sessions-screen";
import { RunsScreen } from "@/components/runs-page/runs-screen";
import { runFigures } from "@/lib/inspect/list/run-figures";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: ListAddress) {
  const page = await pageRuntime();
  const figures = await runFigures(page.context, await searchParams, null, Date.now());
  return <RunsScreen simulated={page.simulated} figures={figures} />;
}
