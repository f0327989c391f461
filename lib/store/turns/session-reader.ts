import { parseJson } from "@/lib/core/json/parse-json";
import type { Connection } from "@/lib/store/connection";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { toldKind } from "@/lib/store/rows/turn-columns";
import type { Session as SessionRow } from "@/prisma/generated/client";
import { SessionCache } from "./session-cache";
import { SessionState } from "./session-state";

/** The columns of a session that tell whether a state in memory is still true. */
export type HeadRow = Pick<
  SessionRow,
  "key" | "status" | "turnCount" | "revision" | "chain" | "evidenceChain"
>;

/** The columns of a head. */
const HEAD = {
  key: true,
  status: true,
  turnCount: true,
  revision: true,
  chain: true,
  evidenceChain: true,
} as const;

/** More turns than these are read together with the others rather than by name. */
const MOST_NAMED = 500;

/** Of a longer stretch of the log it is not looked which turns it names: it holds the changes of all sessions. */
const LONGEST_STRETCH = 10_000;

/** Brings sessions into memory. What may load or bring up to date one is called inside `connection.inOrder`. */
export class SessionReader {
  readonly #connection: Connection;
  readonly #cache = new SessionCache();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Throws `SessionNotFoundError`. */
  async head(sessionId: string): Promise<HeadRow> {
    const head = await this.#connection.exclusive(() =>
      this.#connection.client.session.findUnique({ where: { id: sessionId }, select: HEAD }),
    );
    if (!head) throw new SessionNotFoundError(sessionId);
    return head;
  }

  /** The session as it stands, also when another process wrote to it. */
  async current(sessionId: string): Promise<SessionState> {
    await this.#connection.settled(sessionId);
    const head = await this.head(sessionId);
    const held = this.#cache.get(sessionId);
    if (held === null || held.turnCount > head.turnCount)
      return this.#load(sessionId, head.key, new SessionState());
    // What other processes wrote is read on from where this one was.
    if (held.turnCount < head.turnCount) return this.#load(sessionId, head.key, held);
    if (held.revision !== Number(head.revision)) await this.#refresh(held, head);
    return held;
  }

  /** What is held of the session, true or not; the write that follows finds out. */
  async likely(sessionId: string): Promise<SessionState> {
    const held = this.held(sessionId);
    return held ?? this.#load(sessionId, (await this.head(sessionId)).key, new SessionState());
  }

  /** What is held of the session, true or not; null when nothing is. */
  held(sessionId: string): SessionState | null {
    return this.#cache.get(sessionId);
  }

  /**
   * Takes note that a state has grown. Its revision stays behind: another process may have changed a turn's delivery
   * just before, and the next read looks.
   */
  keep(sessionId: string, state: SessionState): void {
    this.#cache.put(sessionId, state);
  }

  forget(sessionId: string): void {
    this.#cache.delete(sessionId);
  }

  /** Gives up all that is held. */
  close(): void {
    this.#cache.clear();
  }

  /** Reads what follows the state's own rows into it, as all of it stands at one moment. */
  async #load(sessionId: string, key: number, state: SessionState): Promise<SessionState> {
    const { client } = this.#connection;
    const { turnCount: turns, bodyCount: bodies } = state;
    const numbered = (after: number) => ({ sessionKey: key, number: { gt: after } });
    const where = { sessionKey: key, index: { gt: turns } };
    const read = () =>
      this.#connection.snapshot([
        client.session.findUniqueOrThrow({ where: { key }, select: HEAD }),
        client.messageBody.findMany({ where: numbered(bodies), orderBy: { number: "asc" } }),
        client.messageNode.findMany({ where: numbered(state.counts.nodes), orderBy: { number: "asc" } }),
        client.turn.findMany({ where, orderBy: { index: "asc" } }),
        client.turnLists.findMany({ where, orderBy: { index: "asc" } }),
        client.turnOutput.findMany({ where, orderBy: { index: "asc" } }),
      ]);
    const [head, bodyRows, nodes, turnRows, lists, outputs] = await this.#connection.exclusive(read);
    try {
      state.load({ bodies: bodyRows, nodes, turns: turnRows, lists, outputs }, head);
    } catch (error) {
      this.forget(sessionId);
      throw error;
    }
    // Those that were held before may have changed too.
    if (turns > 0) await this.#refresh(state, head);
    state.revision = Number(head.revision);
    this.keep(sessionId, state);
    return state;
  }

  /**
   * What is known of the turns stays; only the delivery, the audit and the kind of those that the log names can have
   * changed. Any of them can where the log does not tell.
   */
  async #refresh(state: SessionState, head: HeadRow): Promise<void> {
    const { client } = this.#connection;
    const rows = await this.#connection.exclusive(async () => {
      const changed = await this.#changedTurns(head, state.revision);
      return client.turn.findMany({
        where: {
          sessionKey: head.key,
          ...(changed !== null && changed.length <= MOST_NAMED && { index: { in: changed } }),
        },
        select: {
          index: true,
          delivery: true,
          deliveries: true,
          audit: true,
          auxiliary: true,
          amendment: true,
        },
      });
    });
    for (const { index, delivery, deliveries, audit, ...kind } of rows) {
      state.setDelivery(index, delivery, deliveries);
      state.setKind(index, toldKind(kind));
      if (audit !== null) state.setAudit(index, parseJson(audit));
    }
    state.revision = Number(head.revision);
  }

  /** The turns that the log names after a revision; null where it is long, or does not reach so far back. */
  async #changedTurns({ key, revision }: HeadRow, after: number): Promise<number[] | null> {
    if (Number(revision) - after > LONGEST_STRETCH) return null;
    const { change } = this.#connection.client;
    const changes = await change.findMany({
      where: { sessionKey: key, revision: { gt: after }, turn: { not: null } },
      select: { turn: true },
    });
    // Asked last: what was removed while the others were read is missed here too.
    const oldest = await change.findFirst({ orderBy: { revision: "asc" }, select: { revision: true } });
    if (oldest === null || Number(oldest.revision) > after + 1) return null;
    return [...new Set(changes.flatMap(({ turn }) => turn ?? []))];
  }
}
