import type { Metadata } from "next";
import { RunsScreen } from "@/components/runs/runs-screen";
import { LoginForm } from "@/components/sessions/login-form";
import { runFigures } from "@/lib/inspect/run-figures";
import { pageRuntime } from "../sessions/page-runtime";
import type { ListAddress } from "../sessions/sessions-screen";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: ListAddress) {
  const page = await pageRuntime();
  if (!page) return <LoginForm />;
  const figures = await runFigures(page.context, await searchParams, null, Date.now());
  return <RunsScreen simulated={page.simulated} figures={figures} />;
}
