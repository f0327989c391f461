import { FirstSteps } from "@/components/sessions/first-steps";
import { LoginForm } from "@/components/sessions/login-form";
import { PageHeader } from "@/components/sessions/page-header";
import { SessionsPage } from "@/components/sessions/sessions-page";
import { TemplateLine } from "@/components/sessions/template-line";
import { initialList } from "@/lib/inspect/initial-list";
import { pageRuntime } from "./page-runtime";

export interface ListAddress {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** The list of sessions, under `/` as under `/sessions`: clients probe the bare address and must get an answer. */
export async function SessionsScreen({ searchParams }: ListAddress) {
  const page = await pageRuntime();
  if (!page) return <LoginForm />;
  const { model, simulated, origin, context } = page;
  const initial = await initialList(context.store, await searchParams);
  if (initial.page.rows.length === 0 && initial.choice.q === "" && initial.cursor === null) {
    return (
      <>
        <PageHeader simulated={simulated} current="Sessions" />
        <main>
          <h1 className="sr-only">Sessions</h1>
          <FirstSteps origin={origin} />
        </main>
      </>
    );
  }
  return (
    <SessionsPage
      initial={initial}
      simulated={simulated}
      footer={<TemplateLine tokenizer={model.name} family={model.family} check={model.checkTemplate()} />}
    />
  );
}
