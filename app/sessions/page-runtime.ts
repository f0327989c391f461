import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type PageAccess, pageAccess } from "@/lib/api/page-access";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import { getRuntime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { LanguageModel } from "@/lib/text/language-model";

/** What a page reads from. Whoever has no key for pages is led to the login, as the door does before a page is asked. */
export async function pageRuntime(): Promise<{
  readonly serverPolicy: ServerPolicy;
  readonly model: LanguageModel;
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
    simulated: runtime.settings.engine === "sim",
    origin: `${head.get("x-forwarded-proto") ?? "http"}://${host}`,
  };
}
