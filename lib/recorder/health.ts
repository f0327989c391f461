import type { Runtime } from "./runtime";

/** An engine that does not say in this time, in ms, how it is, is not ready. */
const ENGINE_ANSWER_MS = 2000;

/** Whether the server takes calls (it does, or this would not be answered) and how the engine says it is. */
export async function health(runtime: Runtime): Promise<Response> {
  const { engine } = runtime;
  const state = await engine.health(AbortSignal.timeout(ENGINE_ANSWER_MS)).catch((error: unknown) => ({
    ok: false,
    detail: error instanceof Error ? error.message : String(error),
  }));
  return Response.json({ status: "ok", engine: { name: engine.name, ok: state.ok, detail: state.detail } });
}
