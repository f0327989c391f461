import { type InspectContext, sharedSource } from "@/lib/inspect/inspect-context";
import type { Runtime } from "@/lib/recorder/runtime";
import { serverPolicy } from "@/lib/recorder/server-policy";

/** What of the running server the inspector reads. */
export function inspectContext({ store, model, settings }: Runtime): InspectContext {
  return { store, model, serverPolicy: serverPolicy(settings), source: sharedSource() };
}
