import { type InspectContext, sharedSource } from "@/lib/inspect/inspect-context";
import type { Runtime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";

/** The parts of the running server that the inspector reads. */
export function inspectContextOf({ store, model, settings }: Runtime): InspectContext {
  return { store, model, serverPolicy: serverPolicy(settings), source: sharedSource() };
}
