import { EngineFindings } from "@/components/list-page/engine-findings";
import { FirstSteps } from "@/components/list-page/first-steps";
import { ModelsLine } from "@/components/list-page/models-line";
import { SessionsPage } from "@/components/list-page/sessions-page";
import { TemplateLine } from "@/components/list-page/template-line";
import { PageHeader } from "@/components/shell/page-header";
import { atDesk } from "@/lib/api/desk/at-desk";
import { pageRuntime } from "./page-runtime";

export interface ListAddress {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** The list of sessions, under `/` as under `/sessions`: clients probe the bare address and must get an answer. */
export async function SessionsScreen({ searchParams }: ListAddress) {
  const page = await pageRuntime();
  const { model, models, engine, simulated, origin, access } = page;
  const initial = await atDesk("firstList", await searchParams);
  if (initial.page.rows.length === 0 && initial.choice.q === "" && initial.cursor === null) {
    return (
      <>
        <PageHeader simulated={simulated} current="Sessions" />
        <main>
          <h1 className="sr-only">Sessions</h1>
          <FirstSteps origin={origin} asksForKeys={access.asksForKeys} />
        </main>
      </>
    );
  }
  return (
    <SessionsPage
      initial={initial}
      simulated={simulated}
      footer={
        <>
          <ModelsLine models={models} />
          <EngineFindings {...engine} />
          <TemplateLine tokenizer={model.name} family={model.family} check={model.checkTemplate()} />
        </>
      }
    />
  );
}
