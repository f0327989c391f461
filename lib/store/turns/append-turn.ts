import { type Connection, isKeyTaken, isRowMissing } from "@/lib/store/connection";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import type { TurnInput } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import { insertTurns } from "./insert-turns";
import type { SessionReader } from "./session-reader";
import type { SessionState } from "./session-state";

/** How often a turn is written anew because other processes wrote to the session in between. */
const ATTEMPTS = 20;

/**
 * Writes the next turn of a session with all that is new in it, in one transaction, and answers its index. Called
 * inside `connection.exclusive`. Throws `SessionNotFoundError`, and `SessionClosedError` when it is not open.
 */
export async function appendTurn(
  connection: Connection,
  sessions: SessionReader,
  sessionId: string,
  input: TurnInput,
): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const state = await sessions.likely(sessionId);
    try {
      return await write(connection, sessions, sessionId, state, input);
    } catch (error) {
      // The state has taken the turn in and the rows have not.
      sessions.forget(sessionId);
      if (!isRowMissing(error) && !isKeyTaken(error)) throw error;
      const { status } = await sessions.head(sessionId);
      if (status !== "open") throw new SessionClosedError(sessionId, status);
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function write(
  connection: Connection,
  sessions: SessionReader,
  sessionId: string,
  state: SessionState,
  input: TurnInput,
): Promise<number> {
  const { client } = connection;
  const { key, turnCount: before, counts } = state;
  const rows = state.append(input);
  const index = state.turnCount;
  const sampled = input.turn.outputIds.length;
  const longest = input.promptIds.length + sampled;
  const note = {
    session: sessionId,
    key,
    kind: "turn" as const,
    turn: index,
    // Nothing is written when the session is closed or another process was faster.
    guard: Prisma.sql`(SELECT "key" FROM "Session" WHERE "key" = ${key} AND "status" = 'open' AND "turnCount" = ${before})`,
    sets: Prisma.sql`
      "turnCount" = ${index},
      "chain" = ${state.chain},
      "lastTurnAt" = ${BigInt(Math.round(input.createdAt))},
      "updatedAt" = ${BigInt(Date.now())},
      "sampledTokens" = "sampledTokens" + ${sampled},
      "nodeCount" = "nodeCount" + ${state.counts.nodes - counts.nodes},
      "forkCount" = "forkCount" + ${state.counts.forks - counts.forks},
      "contextTokens" = MAX("contextTokens", ${longest})`,
  };
  await connection.commit(note, insertTurns(client, [rows]));
  sessions.keep(sessionId, state);
  return index;
}
