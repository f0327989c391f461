import { FirstSteps } from "@/components/sessions/first-steps";
import { LoginForm } from "@/components/sessions/login-form";
import { NothingFits } from "@/components/sessions/nothing-fits";
import { PageHeader } from "@/components/sessions/page-header";
import { PageLinks } from "@/components/sessions/page-links";
import { SessionFilter } from "@/components/sessions/session-filter";
import { SessionTable } from "@/components/sessions/session-table";
import { TemplateLine } from "@/components/sessions/template-line";
import { parseSessionFilter } from "@/lib/core/session-filter";
import { sessionList } from "@/lib/inspect/session-list";
import { pageRuntime } from "./page-runtime";

export interface ListAddress {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** The list of sessions, under `/` as under `/sessions`: clients probe the bare address and must get an answer. */
export async function SessionsScreen({ searchParams }: ListAddress) {
  const page = await pageRuntime();
  if (!page) return <LoginForm />;
  const { model } = page;
  const search = await searchParams;
  const textOf = (name: string): string | null => (typeof search[name] === "string" ? search[name] : null);
  const filter = { q: textOf("q") ?? "", status: textOf("status"), cursor: textOf("cursor") };
  const { problems } = parseSessionFilter(filter.q);
  const query = new URLSearchParams({
    q: filter.status === null ? filter.q : `${filter.q} status:${filter.status}`,
    ...(filter.cursor === null ? {} : { cursor: filter.cursor }),
  });
  const { rows, next_cursor: nextCursor } =
    problems.length > 0 ? { rows: [], next_cursor: null } : await sessionList(page.context.store, query);
  const filtered = filter.q !== "" || filter.status !== null || filter.cursor !== null;
  return (
    <>
      <PageHeader simulated={page.simulated} current="Sessions" />
      <main className="mx-auto max-w-7xl p-4">
        <h1 className="sr-only">Sessions</h1>
        {rows.length === 0 && !filtered ? (
          <FirstSteps origin={page.origin} />
        ) : (
          <div className="flex flex-col gap-4">
            <SessionFilter />
            <div className="overflow-hidden rounded-lg border border-line bg-surface">
              {rows.length === 0 ? (
                <div className="h-48">
                  <NothingFits problems={problems} />
                </div>
              ) : (
                <SessionTable rows={rows} />
              )}
            </div>
            <PageLinks filter={filter} nextCursor={nextCursor} shown={rows.length} />
            <TemplateLine tokenizer={model.name} family={model.family} check={model.checkTemplate()} />
          </div>
        )}
      </main>
    </>
  );
}
