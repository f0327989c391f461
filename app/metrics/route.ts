import { atDesk } from "@/lib/api/desk/at-desk";
import { engineState } from "@/lib/api/engine-state";
import { manage } from "@/lib/api/manage";
import { metricsText } from "@/lib/api/metrics";

export const dynamic = "force-dynamic";

/** `GET /metrics`: figures for Prometheus. */
export function GET(request: Request): Promise<Response> {
  return manage(request, "read", async (runtime) => {
    const [stats, engine] = await Promise.all([
      atDesk("stats", null),
      engineState(runtime, runtime.recorder.standing(runtime.models.own.name)),
    ]);
    const told = { engineReady: engine.ok, unrecordedCalls: runtime.recorder.unrecordedCalls() };
    return new Response(await metricsText(stats, told), {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
  });
}
