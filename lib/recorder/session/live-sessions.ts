import { HistoryTree, treeOfRecording } from "@/lib/recorder/history/history-tree";
import type { SessionInput, Store } from "@/lib/store/store";
import { LiveSession } from "./live-session";

/** Sessions kept in memory; an idle one past this many is forgotten and made again from the store when it calls. */
const MOST_LIVE_SESSIONS = 512;

/** The sessions that this process has seen calls of, least recently used first. */
export class LiveSessions {
  private readonly sessions = new Map<string, Promise<LiveSession>>();

  constructor(private readonly store: Store) {}

  /** The live session of this id; `input` opens it if it is not open yet. */
  find(input: SessionInput): Promise<LiveSession> {
    const known = this.sessions.get(input.id) ?? this.load(input);
    this.sessions.delete(input.id);
    this.sessions.set(input.id, known);
    void this.forgetIdle();
    return known;
  }

  async peek(id: string): Promise<LiveSession | null> {
    return (await this.sessions.get(id)) ?? null;
  }

  forget(id: string): void {
    this.sessions.delete(id);
  }

  async all(): Promise<readonly LiveSession[]> {
    return Promise.all(this.sessions.values());
  }

  private load(input: SessionInput): Promise<LiveSession> {
    const loading = this.read(input);
    loading.catch(() => this.sessions.delete(input.id));
    return loading;
  }

  private async read(input: SessionInput): Promise<LiveSession> {
    const record = await this.store.findSession(input.id);
    const hasTurns = record !== null && record.status === "open" && record.counters.turns > 0;
    const tree = hasTurns ? treeOfRecording(await this.store.readRecording(input.id)) : new HistoryTree();
    return new LiveSession(input, record, tree, this.store);
  }

  private async forgetIdle(): Promise<void> {
    for (const [id, loading] of [...this.sessions].slice(0, -MOST_LIVE_SESSIONS)) {
      const session = await loading.catch(() => null);
      if (session === null || session.idle) this.sessions.delete(id);
    }
  }
}
