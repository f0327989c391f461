import type { Metadata } from "next";
import { CauseTable } from "@/components/runs/cause-table";
import { FixFirst } from "@/components/runs/fix-first";
import { PartTable } from "@/components/runs/part-table";
import { TotalFigures } from "@/components/runs/total-figures";
import { LoginForm } from "@/components/sessions/login-form";
import { PageHeader } from "@/components/sessions/page-header";
import { statsOf } from "@/lib/inspect/figures";
import { pageRuntime } from "../sessions/page-runtime";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage() {
  const page = await pageRuntime();
  if (!page) return <LoginForm />;
  const stats = await statsOf(page.context.store, new URLSearchParams());
  return (
    <>
      <PageHeader simulated={page.simulated} current="Runs" />
      <main className="mx-auto flex max-w-7xl flex-col gap-4 p-4">
        <h1 className="sr-only">Runs</h1>
        <FixFirst causes={stats.causes} />
        <TotalFigures total={stats.total} />
        <section className="overflow-hidden rounded-lg border border-line bg-surface">
          <h2 className="border-b border-line px-3 py-2 text-sm font-medium">
            Why sessions fork, drift and are refused
          </h2>
          <CauseTable causes={stats.causes} />
        </section>
        <div className="grid gap-4 lg:grid-cols-2">
          <PartTable title="By run" field="run" parts={stats.by_run} />
          <PartTable title="By client" field="client" parts={stats.by_client} />
          <PartTable title="By template" field="tokenizer" parts={stats.by_template} />
          <PartTable title="By day" field={null} parts={stats.by_day} />
        </div>
      </main>
    </>
  );
}
