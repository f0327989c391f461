import type { RecorderParts } from "@/lib/recorder/parts";
import { refreshCounters } from "./refresh-counters";

/** A page that shows figures this old is still right to look at. */
const SHORTEST_WAIT_MS = 500;

/** Working figures out may take this part of the process's time and no more. */
const LARGEST_SHARE = 1 / 20;

/** Keeps the list page's figures up to date, off the path of any call and never for a session twice at once. */
export class CounterRefresher {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private running: Promise<void> = Promise.resolve();
  private lastCostMs = 0;
  private isClosed = false;
  private readonly unsubscribe: () => void;

  constructor(private readonly parts: RecorderParts) {
    this.unsubscribe = parts.store.subscribe((change) => {
      // An audit shows as the change of a turn; what this class writes itself names no turn.
      if (change.turn !== null) this.schedule(change.session);
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.unsubscribe();
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    await this.running;
  }

  private schedule(session: string): void {
    if (this.waiting.has(session)) return;
    const wait = Math.max(SHORTEST_WAIT_MS, this.lastCostMs / LARGEST_SHARE);
    const timer = setTimeout(() => {
      this.waiting.delete(session);
      this.running = this.running.then(() => this.refresh(session));
    }, wait);
    this.waiting.set(session, timer.unref());
  }

  private async refresh(session: string): Promise<void> {
    if (this.isClosed) return;
    const started = performance.now();
    try {
      const record = await this.parts.store.findSession(session);
      if (record !== null && record.status !== "dropped") await refreshCounters(this.parts, record);
    } catch (error) {
      console.error(`The figures of session ${session} could not be worked out:`, error);
    }
    this.lastCostMs = performance.now() - started;
  }
}
