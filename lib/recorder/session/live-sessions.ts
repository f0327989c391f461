import { type CacheBudget, cacheBudget } from "@/lib/core/base/cache-budget";
import { HistoryTree, treeOfRecording } from "@/lib/recorder/history/history-tree";
import type { SessionInput, Store } from "@/lib/store/store";
import type { CallInFlight } from "./call-in-flight";
import type { CallMarks } from "./call-marks";
import { LiveSession } from "./live-session";
import { SessionBusyError } from "./session-busy-error";
import { SessionElsewhereError } from "./session-elsewhere-error";

/** A call that was taken in, and its session. */
export interface AdmittedCall {
  readonly session: LiveSession;
  readonly call: CallInFlight;
}

/** The sessions that this process has seen calls of. An idle one may be forgotten: it is made again from the store. */
export class LiveSessions {
  private readonly sessions = new Map<string, Promise<LiveSession>>();
  /** How many calls are on their way in, by session: it is not idle, although none of them runs yet. */
  private readonly entering = new Map<string, number>();
  /** Sessions that something other than a call writes, and what it waits for. */
  private readonly reserved = new Map<string, Promise<void>>();

  /** @param owns whether a session's calls are taken here, and not by another thread. */
  constructor(
    private readonly store: Store,
    private readonly owns: (session: string) => boolean = () => true,
    private readonly budget: CacheBudget = cacheBudget(),
  ) {}

  /**
   * The live session of this id; `input` opens it if it is not open yet.
   *
   * @throws SessionElsewhereError where another thread takes its calls.
   */
  async find(input: SessionInput): Promise<LiveSession> {
    this.checkOwn(input.id);
    const known = this.sessions.get(input.id) ?? this.load(input);
    this.sessions.set(input.id, known);
    void known.then(
      (session) => this.hold(session, known),
      () => undefined,
    );
    return known;
  }

  /** Finds the session and takes a call of this key in. Throws what `find` and `LiveSession.admit` throw. */
  async admit(input: SessionInput, key: string, marks: CallMarks): Promise<AdmittedCall> {
    this.checkOwn(input.id);
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
      this.forget(id);
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
    const known = this.sessions.get(id);
    this.sessions.delete(id);
    void known?.then(
      (session) => this.budget.release(session),
      () => undefined,
    );
  }

  async all(): Promise<readonly LiveSession[]> {
    return Promise.all(this.sessions.values());
  }

  private checkOwn(id: string): void {
    if (!this.owns(id)) throw new SessionElsewhereError(id);
  }

  private load(input: SessionInput): Promise<LiveSession> {
    const loading = this.read(input);
    loading.catch(() => this.sessions.delete(input.id));
    return loading;
  }

  private async read(input: SessionInput): Promise<LiveSession> {
    await this.reserved.get(input.id);
    // Most are new, and to find that there is none is cheap this way.
    const isThere = (await this.store.sessionHead(input.id)) !== null;
    const record = isThere ? await this.store.findSession(input.id) : null;
    const hasTurns = record !== null && record.status === "open" && record.counters.turns > 0;
    const tree = hasTurns ? treeOfRecording(await this.store.readRecording(input.id)) : new HistoryTree();
    return new LiveSession(input, record, tree, this.store);
  }

  /** Counts what it takes, now that it was used; it may be forgotten while no call of it runs. */
  private hold(session: LiveSession, loading: Promise<LiveSession>): void {
    const { id } = session.input;
    const isHeld = () => this.sessions.get(id) === loading;
    const drop = () => {
      if (!session.idle || this.entering.has(id)) return false;
      if (isHeld()) this.sessions.delete(id);
      return true;
    };
    if (!isHeld()) return;
    this.budget.hold(session, { cache: "sessions", bytes: session.bytes, drop });
  }
}
