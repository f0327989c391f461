import { errorMessage } from "@/lib/core/base/error-message";
import type { Engine } from "@/lib/engine/engine";
import { DriftWatch } from "./drift-watch";
import { rescoreTurn } from "./rescore-turn";
import type { Spread } from "./spread";
import { type ScorableTurn, whyNotCompared } from "./why-not-compared";

/** Turns that wait; past this many the oldest is left. */
const MOST_WAITING = 100;

/** How long scoring one turn may take, in ms. */
const PATIENCE_MS = 60_000;

/** Contexts are watched apart up to these lengths, in tokens: rounding grows with them. */
const CONTEXTS = [2_048, 8_192, 32_768, 131_072] as const;

/** What the sentinel has seen of one engine. */
export interface SentinelReport {
  /** Turns that were scored again. */
  readonly turns: number;
  /** The spread of the tokens scored last, the widest of all contexts; null before any was. */
  readonly differences: Spread | null;
  /** What is wrong, in one sentence that names the engine; null while nothing is. */
  readonly drift: string | null;
}

/**
 * Has the engine score a share of the recorded turns again, one after another in the background. It watches each version
 * of the weights and each length of context apart.
 */
export class Sentinel {
  private readonly waiting: { readonly turn: ScorableTurn; readonly promptIds: Int32Array }[] = [];
  private readonly watches = new Map<string, DriftWatch>();
  private readonly closing = new AbortController();
  private running: Promise<void> | null = null;
  private turns = 0;
  private said: string | null = null;

  /** @param share of the turns, 0 to 1. @param chance draws a number in [0, 1) for each. */
  constructor(
    private readonly engine: Engine,
    private readonly share: number,
    private readonly chance: () => number = Math.random,
  ) {}

  /** Takes a recorded turn in, or leaves it. Costs nothing where the share is 0. */
  add(turn: ScorableTurn, promptIds: Int32Array): void {
    if (this.share === 0 || this.chance() >= this.share || this.engine.score === undefined) return;
    if (this.closing.signal.aborted || whyNotCompared(turn) !== null) return;
    this.waiting.push({ turn, promptIds });
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    this.running ??= this.work().finally(() => {
      this.running = null;
    });
  }

  /** Null where no turn is ever scored again. */
  report(): SentinelReport | null {
    if (this.share === 0 || this.engine.score === undefined) return null;
    const watches = [...this.watches.values()];
    const spreads = watches.flatMap(({ recent }) => recent ?? []).sort((a, b) => b.p99 - a.p99);
    const drift = watches.map((watch) => watch.drift).find((words) => words !== null) ?? null;
    return {
      turns: this.turns,
      differences: spreads[0] ?? null,
      drift: drift === null ? null : `The engine at ${this.engine.url} ${drift}.`,
    };
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  async close(): Promise<void> {
    this.waiting.length = 0;
    this.closing.abort();
    await this.idle();
  }

  private async work(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      try {
        const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(PATIENCE_MS)]);
        const outcome = await rescoreTurn(this.engine, next, signal);
        if (outcome.kind !== "compared") continue;
        this.turns += 1;
        this.watchOf(next.turn, next.promptIds.length + next.turn.outputIds.length).add(outcome);
        this.tell();
      } catch (error) {
        // An engine that cannot be reached is told of by its health; what was recorded holds either way.
        if (this.closing.signal.aborted) return;
        console.warn(`A turn could not be scored again: ${errorMessage(error)}`);
      }
    }
  }

  private watchOf({ weightVersion }: ScorableTurn, context: number): DriftWatch {
    const key = `${CONTEXTS.find((most) => context <= most) ?? "longer"} ${weightVersion ?? ""}`;
    const watch = this.watches.get(key) ?? new DriftWatch();
    // Of old weights nothing more comes: those before the last few are let go.
    this.watches.delete(key);
    this.watches.set(key, watch);
    const [oldest] = this.watches.keys();
    if (this.watches.size > MOST_WATCHES && oldest !== undefined) this.watches.delete(oldest);
    return watch;
  }

  /** Says a drift once in the log. */
  private tell(): void {
    const drift = this.report()?.drift ?? null;
    if (drift !== null && this.said === null) console.warn(drift);
    this.said = drift;
  }
}

/** Contexts times versions of weights that are watched at once. */
const MOST_WATCHES = 20;
