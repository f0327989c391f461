import type { EngineFinding } from "./engine-finding";
import { type ExaminedEngine, examineEngine } from "./examine-engine";

/** How long after an engine that was not ready it is looked at again, in ms. */
const AGAIN_MS = 15_000;

/** What a look at an engine found, and when, in milliseconds since 1970. */
export interface Examination {
  readonly at: number;
  readonly findings: readonly EngineFinding[];
}

/** Looks at an engine once it is ready, in the background, and keeps what it found. */
export class EngineExaminer {
  private last: Examination | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;

  constructor(private readonly examined: ExaminedEngine) {}

  /** Null until the engine was ready. */
  get found(): Examination | null {
    return this.last;
  }

  /** Begins to look; what is wrong is a line in the log each. Answers how to stop. */
  start(): () => void {
    void this.look();
    return () => {
      this.isStopped = true;
      if (this.timer !== null) clearTimeout(this.timer);
    };
  }

  private async look(): Promise<void> {
    const { ok } = await this.examined.engine
      .health(AbortSignal.timeout(AGAIN_MS))
      .catch(() => ({ ok: false }));
    if (this.isStopped) return;
    if (!ok) {
      this.timer = setTimeout(() => void this.look(), AGAIN_MS).unref();
      return;
    }
    const findings = await examineEngine(this.examined);
    this.last = { at: Date.now(), findings };
    for (const { what, state, words } of findings) {
      if (state === "fault") console.error(`The engine, ${what}: ${words}`);
    }
  }
}
