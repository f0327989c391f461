import type { Runtime } from "@/lib/server/runtime";
import { engineState } from "./engine-state";

/** Whether the server takes calls (it does, or this would not be answered) and how the engine says it is. */
export async function health(runtime: Runtime): Promise<Response> {
  const { ok, detail } = await engineState(runtime);
  return Response.json({ status: "ok", engine: { name: runtime.engine.name, ok, detail } });
}
