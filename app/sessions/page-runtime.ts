import { headers } from "next/headers";
import { inspectContextOf } from "@/lib/api/inspect-context-of";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { isManagementAllowed } from "@/lib/recorder/edge/api-token";
import { getRuntime } from "@/lib/server/runtime";
import type { LanguageModel } from "@/lib/text/language-model";

/** What a page reads from; null when the server asks for a token that this browser has not given. */
export async function pageRuntime(): Promise<{
  readonly context: InspectContext;
  readonly model: LanguageModel;
  readonly simulated: boolean;
  readonly origin: string;
} | null> {
  const [runtime, head] = await Promise.all([getRuntime(), headers()]);
  if (!isManagementAllowed(head, runtime.settings.apiToken)) return null;
  const host = head.get("x-forwarded-host") ?? head.get("host") ?? "127.0.0.1:3000";
  return {
    context: inspectContextOf(runtime),
    model: runtime.model,
    simulated: runtime.settings.engine === "sim",
    origin: `${head.get("x-forwarded-proto") ?? "http"}://${host}`,
  };
}
