import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ShownFinding } from "@/components/list-page/engine-findings";
import type { ShownModel } from "@/components/list-page/models-line";
import { type PageAccess, pageAccess } from "@/lib/api/page-access";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import { getRuntime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { LanguageModel } from "@/lib/text/language-model";

/** What a page reads from. Whoever has no key for pages is led to the login, as the door does before a page is asked. */
export async function pageRuntime(): Promise<{
  readonly serverPolicy: ServerPolicy;
  readonly model: LanguageModel;
  readonly models: readonly ShownModel[];
  /** The engine of the settings, and what it was found to give; nothing until it was looked at. */
  readonly engine: { readonly engine: string; readonly findings: readonly ShownFinding[] };
  readonly simulated: boolean;
  readonly origin: string;
  readonly access: PageAccess;
}> {
  const [runtime, head] = await Promise.all([getRuntime(), headers()]);
  const access = pageAccess(runtime.gate, head);
  if (access === null) redirect("/login");
  const host = head.get("x-forwarded-host") ?? head.get("host") ?? "127.0.0.1:3000";
  return {
    access,
    serverPolicy: serverPolicy(runtime.settings),
    model: runtime.model,
    models: (await runtime.models.all()).map(({ name, engine, trains, isDraining }) => {
      return { name, engine: engine.name, trains, isDraining };
    }),
    engine: { engine: runtime.engine.name, findings: runtime.examiner.found?.findings ?? [] },
    simulated: runtime.settings.engine === "sim",
    origin: `${head.get("x-forwarded-proto") ?? "http"}://${host}`,
  };
}
