import { parseJson } from "@/lib/core/json/parse-json";
import type { Connection } from "@/lib/store/connection";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { toldKind } from "@/lib/store/rows/turn-columns";
import type { Session as SessionRow } from "@/prisma/generated/client";
import { SessionCache } from "./session-cache";
import { SessionState } from "./session-state";

/** The columns of a session that tell whether a state in memory is still true. */
export type SessionHead = Pick<SessionRow, "key" | "status" | "turnCount" | "revision" | "chain">;

/** More turns than these are read together with the others rather than by name. */
const MOST_NAMED = 500;

/** Brings sessions into memory. Every method is called inside `connection.exclusive`. */
export class SessionReader {
  readonly #connection: Connection;
  readonly #cache = new SessionCache();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Throws `SessionNotFoundError`. */
  async head(sessionId: string): Promise<SessionHead> {
    const head = await this.#connection.client.session.findUnique({
      where: { id: sessionId },
      select: { key: true, status: true, turnCount: true, revision: true, chain: true },
    });
    if (!head) throw new SessionNotFoundError(sessionId);
    return head;
  }

  /** The number that a session has for good. Throws `SessionNotFoundError`. */
  async key(sessionId: string): Promise<number> {
    return this.#cache.get(sessionId)?.key ?? (await this.head(sessionId)).key;
  }

  /** The session as it stands, also when another process wrote to it. */
  async current(sessionId: string): Promise<SessionState> {
    const head = await this.head(sessionId);
    const held = this.#cache.get(sessionId);
    if (held?.turnCount !== head.turnCount) return this.#load(sessionId, head);
    if (held.revision !== head.revision) await this.#refresh(held, head);
    return held;
  }

  /** What is held of the session, true or not; the write that follows finds out. */
  async likely(sessionId: string): Promise<SessionState> {
    return this.#cache.get(sessionId) ?? this.#load(sessionId, await this.head(sessionId));
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

  async #load(sessionId: string, head: SessionHead): Promise<SessionState> {
    const { client } = this.#connection;
    const where = { sessionKey: head.key };
    const [bodies, nodes, turns, lists, outputs] = await this.#connection.snapshot([
      client.messageBody.findMany({ where, orderBy: { number: "asc" } }),
      client.messageNode.findMany({ where, orderBy: { number: "asc" } }),
      client.turn.findMany({ where, orderBy: { index: "asc" } }),
      client.turnLists.findMany({ where, orderBy: { index: "asc" } }),
      client.turnOutput.findMany({ where, orderBy: { index: "asc" } }),
    ]);
    const state = SessionState.load(head.key, { bodies, nodes, turns, lists, outputs }, head.chain);
    state.revision = head.revision;
    this.keep(sessionId, state);
    return state;
  }

  /** What is known of the turns stays; only the delivery, the audit and the kind of those that the log names can have changed. */
  async #refresh(state: SessionState, head: SessionHead): Promise<void> {
    const { client } = this.#connection;
    const changes = await client.change.findMany({
      where: { sessionKey: head.key, revision: { gt: state.revision }, turn: { not: null } },
      select: { turn: true },
    });
    const changed = [...new Set(changes.flatMap(({ turn }) => turn ?? []))];
    const rows = await client.turn.findMany({
      where: {
        sessionKey: head.key,
        ...(changed.length <= MOST_NAMED && { index: { in: changed } }),
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
    for (const { index, delivery, deliveries, audit, ...kind } of rows) {
      state.setDelivery(index, delivery, deliveries);
      state.setKind(index, toldKind(kind));
      if (audit !== null) state.setAudit(index, parseJson(audit));
    }
    state.revision = head.revision;
  }
}
