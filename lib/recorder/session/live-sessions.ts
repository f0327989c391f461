import { HistoryTree, treeOfRecording } from "@/lib/recorder/history/history-tree";
import type { SessionInput, Store } from "@/lib/store/store";
import type { CallInFlight } from "./call-in-flight";
import type { CallMarks } from "./call-marks";
import { LiveSession } from "./live-session";
import { SessionBusyError } from "./session-busy-error";

/** A call that was taken in, and its session. */
export interface AdmittedCall {
  readonly session: LiveSession;
  readonly call: CallInFlight;
}

/** Sessions kept in memory; an idle one past this many is forgotten and made again from the store when it calls. */
const MOST_LIVE_SESSIONS = 512;

/** The sessions that this process has seen calls of, least recently used first. */
export class LiveSessions {
  private readonly sessions = new Map<string, Promise<LiveSession>>();
  /** How many calls are on their way in, by session: it is not idle, although none of them runs yet. */
  private readonly entering = new Map<string, number>();
  /** Sessions that something other than a call writes, and what it waits for. */
  private readonly reserved = new Map<string, Promise<void>>();

  constructor(private readonly store: Store) {}

  /** The live session of this id; `input` opens it if it is not open yet. */
  find(input: SessionInput): Promise<LiveSession> {
    const known = this.sessions.get(input.id) ?? this.load(input);
    this.sessions.delete(input.id);
    this.sessions.set(input.id, known);
    void this.forgetIdle();
    return known;
  }

  /** Finds the session and takes a call of this key in. Throws what `LiveSession.admit` throws. */
  async admit(input: SessionInput, key: string, marks: CallMarks): Promise<AdmittedCall> {
    while (this.reserved.has(input.id)) await this.reserved.get(input.id);
    this.entering.set(input.id, (this.entering.get(input.id) ?? 0) + 1);
    try {
      const session = await this.find(input);
      return { session, call: await session.admit(key, marks) };
    } finally {
      const others = (this.entering.get(input.id) ?? 1) - 1;
      if (others > 0) this.entering.set(input.id, others);
      else this.entering.delete(input.id);
    }
  }

  /**
   * Runs a write of a session that is none of a call's. Calls that come meanwhile wait, and then see what it wrote.
   *
   * @throws SessionBusyError when a call of the session runs.
   */
  async reserve<T>(id: string, write: () => Promise<T>): Promise<T> {
    while (this.reserved.has(id)) await this.reserved.get(id);
    if (this.entering.has(id)) throw new SessionBusyError(id);
    const written = (async () => {
      const known = await this.peek(id).catch(() => null);
      if (known !== null && !known.idle) throw new SessionBusyError(id);
      this.sessions.delete(id);
      return write();
    })();
    const over = written.then(
      () => undefined,
      () => undefined,
    );
    this.reserved.set(id, over);
    try {
      return await written;
    } finally {
      this.reserved.delete(id);
    }
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
    await this.reserved.get(input.id);
    const record = await this.store.findSession(input.id);
    const hasTurns = record !== null && record.status === "open" && record.counters.turns > 0;
    const tree = hasTurns ? treeOfRecording(await this.store.readRecording(input.id)) : new HistoryTree();
    return new LiveSession(input, record, tree, this.store);
  }

  private async forgetIdle(): Promise<void> {
    for (const [id, loading] of [...this.sessions].slice(0, -MOST_LIVE_SESSIONS)) {
      const session = await loading.catch(() => null);
      if (this.entering.has(id) || this.sessions.get(id) !== loading) continue;
      if (session === null || session.idle) this.sessions.delete(id);
    }
  }
}
