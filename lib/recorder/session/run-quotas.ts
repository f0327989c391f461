import { type ReadRunUse, type RunQuota, type RunUse, spentPart } from "@/lib/core/policy/run-quota";
import { CallError } from "@/lib/recorder/edge/call-error";

/** So long, in ms, what a run has is not asked for anew: it is read over all of its sessions. */
const FRESH_MS = 2_000;

/** Runs whose use is held; the one that was asked for longest ago goes. */
const MOST_HELD = 1_000;

interface HeldUse {
  readonly readAt: number;
  readonly use: Promise<RunUse>;
  /** What was let in since. */
  readonly since: { sessions: number; turns: number };
}

/**
 * Refuses what a run may not have any more. What other threads and recorders let in counts as soon as it is read anew, so
 * together they may pass a quota by what they let in within two seconds, and by the calls that run.
 */
export class RunQuotas {
  readonly #held = new Map<string, HeldUse>();
  readonly #isAny: boolean;

  constructor(
    private readonly readUse: ReadRunUse,
    private readonly quota: RunQuota,
  ) {
    this.#isAny = Object.values(quota).some((most) => most !== null);
  }

  /** Lets one more turn of a run in. Throws `CallError` 429 where its quota is spent. @param run null: of none. */
  async takeTurn(run: string | null): Promise<void> {
    await this.#take(run, ["turns", "tokens"], "turns");
  }

  /** Lets one more session of a run be opened. Throws as `takeTurn`. */
  async takeSession(run: string | null): Promise<void> {
    await this.#take(run, ["sessions", "turns", "tokens"], "sessions");
  }

  async #take(
    run: string | null,
    parts: readonly (keyof RunUse)[],
    taken: "sessions" | "turns",
  ): Promise<void> {
    if (run === null || !this.#isAny) return;
    const held = this.#heldOf(run);
    const { sessions, turns, tokens } = await held.use;
    const use = { sessions: sessions + held.since.sessions, turns: turns + held.since.turns, tokens };
    const spent = spentPart(this.quota, use, parts);
    if (spent !== null) throw refusal(run, spent);
    held.since[taken] += 1;
  }

  #heldOf(run: string): HeldUse {
    const known = this.#held.get(run);
    if (known !== undefined && performance.now() - known.readAt < FRESH_MS) return known;
    const held = { readAt: performance.now(), use: this.readUse(run), since: { sessions: 0, turns: 0 } };
    this.#held.delete(run);
    this.#held.set(run, held);
    held.use.catch(() => this.#held.delete(run));
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MOST_HELD) break;
      this.#held.delete(oldest);
    }
    return held;
  }
}

function refusal(run: string, { part, most }: { part: keyof RunUse; most: number }): CallError {
  return new CallError({
    status: 429,
    kind: "turn_cap",
    code: "insufficient_quota",
    message: `The run "${run}" has used its quota of ${most} ${part} (TURNTREE_RUN_QUOTA). Nothing was sampled.`,
  });
}
