import { metricsText } from "@/lib/inspect/metrics";
import { engineState } from "@/lib/recorder/engine-state";
import { manage } from "@/lib/recorder/manage";

export const dynamic = "force-dynamic";

/** `GET /metrics`: figures for Prometheus. */
export function GET(request: Request): Promise<Response> {
  return manage(request, async (runtime) => {
    const [stats, engine] = await Promise.all([runtime.store.readStats({}), engineState(runtime)]);
    return new Response(await metricsText(stats, engine.ok), {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
  });
}
