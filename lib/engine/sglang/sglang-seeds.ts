import { z } from "zod";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { openEngineCall } from "@/lib/engine/open-engine-call";

/** How long the server may take to say how it was started, in ms: a call waits for that. */
const PATIENCE = 2_000;

/** How long its word holds, in ms: a server that comes back may have been started otherwise. */
const FRESH = 60_000;

const serverInfo = z.object({ enable_deterministic_inference: z.boolean() });

/** Whether an SGLang samples by the seed of a request. It takes one always, and uses it in deterministic inference alone. */
export class SglangSeeds {
  private said: Promise<boolean> | null = null;
  private freshUntil = 0;

  constructor(
    private readonly options: EngineOptions,
    private readonly now: () => number = Date.now,
  ) {}

  /** True also where the server does not say. Never rejects. */
  count(): Promise<boolean> {
    if (this.said === null || this.now() >= this.freshUntil) {
      this.said = this.ask();
      this.freshUntil = this.now() + FRESH;
    }
    return this.said;
  }

  private async ask(): Promise<boolean> {
    try {
      const call = await openEngineCall({
        url: `${this.options.url}/server_info`,
        method: "GET",
        headers: engineHeaders(this.options),
        signal: AbortSignal.timeout(PATIENCE),
        silenceMs: PATIENCE,
      });
      const parsed = serverInfo.safeParse(JSON.parse(await call.text()));
      return !parsed.success || parsed.data.enable_deterministic_inference;
    } catch {
      return true;
    }
  }
}
