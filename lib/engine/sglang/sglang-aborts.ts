import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { openEngineCall } from "@/lib/engine/open-engine-call";

/** How long the engine may take to acknowledge an abort, in ms. */
const PATIENCE = 10_000;

/**
 * Frees the slots of requests that nobody waits for, and remembers whether the engine takes that. Started with an admin
 * key it refuses everybody else: the work then runs on until the engine sees that the connection is closed.
 */
export class SglangAborts {
  private refused: number | null = null;

  constructor(private readonly options: EngineOptions) {}

  /** The status of the last abort where it was refused; null when it was taken, or none was sent. */
  get refusal(): number | null {
    return this.refused;
  }

  /** The refusal in one sentence; null when there is none. */
  get words(): string | null {
    if (this.refused === null) return null;
    return `It refuses /abort_request with ${this.refused}: give its admin key as TURNTREE_ENGINE_KEY, or work that nobody waits for runs on for a while.`;
  }

  /** Sends an abort. The engine need not be reachable. */
  send(requestId: string): void {
    this.post(requestId).catch(() => undefined);
  }

  private async post(requestId: string): Promise<void> {
    const call = await openEngineCall({
      url: `${this.options.url}/abort_request`,
      method: "POST",
      headers: engineHeaders(this.options),
      body: JSON.stringify({ rid: requestId }),
      signal: AbortSignal.timeout(PATIENCE),
      silenceMs: PATIENCE,
    });
    const isNew = this.refused === null && call.status >= 400;
    this.refused = call.status >= 400 ? call.status : null;
    if (isNew) console.warn(`The engine at ${this.options.url} answers badly. ${this.words}`);
    await call.text();
  }
}
