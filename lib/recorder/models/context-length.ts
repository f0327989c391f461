import type { Engine } from "@/lib/engine/engine";

/** How long a first call waits for the engine's word, in ms. */
const PATIENCE = 2_000;

/** How long the engine's word holds, in ms: a restarted engine may serve another length. */
const FRESH = 60_000;

/**
 * The context length that prompt and answer share: the setting's, or the engine's own where that is shorter. The
 * engine is asked before the first call, and again beside a later one once a minute.
 *
 * @example
 * const context = new ContextLength(engine, 131_072); // the engine's /v1/models says 8,192
 * await context.tokens(); // 8192
 */
export class ContextLength {
  private said: number | null = null;
  private asking: Promise<void> | null = null;
  private freshUntil = 0;

  constructor(
    private readonly engine: Pick<Engine, "health">,
    private readonly configured: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** In tokens. Never rejects: an engine that does not answer leaves the setting's, or what it said before. */
  async tokens(): Promise<number> {
    if (this.now() >= this.freshUntil) {
      this.asking ??= this.ask();
      if (this.freshUntil === 0) await this.asking;
    }
    return Math.min(this.configured, this.said ?? this.configured);
  }

  /** An answer contradicts what the engine said: it is asked anew before the next call. */
  forget(): void {
    this.freshUntil = 0;
  }

  private async ask(): Promise<void> {
    try {
      const { ok, contextTokens } = await this.engine.health(AbortSignal.timeout(PATIENCE));
      if (!ok) return;
      this.said = contextTokens;
      this.freshUntil = this.now() + FRESH;
    } catch {
      // An engine that is down says so to the call itself.
    } finally {
      this.asking = null;
    }
  }
}
