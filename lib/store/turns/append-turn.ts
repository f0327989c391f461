import type { Connection } from "@/lib/store/connection";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { sessionColumns } from "@/lib/store/rows/session-columns";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { SessionInput, TurnInput } from "@/lib/store/store";
import type { Row, TurnWrite } from "@/lib/store/write";
import type { SessionReader } from "./session-reader";
import { SessionState } from "./session-state";

/** How often a turn is written anew because other processes wrote to the session in between. */
const ATTEMPTS = 20;

/**
 * Writes the next turn of a session with all that is new in it, in one transaction, and answers its index. Called
 * inside `connection.inOrder`. Throws `SessionNotFoundError`, and `SessionClosedError` when it is not open.
 *
 * @param opening makes the session with this turn, if there is none yet.
 */
export async function appendTurn(
  connection: Connection,
  sessions: SessionReader,
  sessionId: string,
  input: TurnInput,
  opening: SessionInput | null,
): Promise<number> {
  let isNew = opening !== null && sessions.held(sessionId) === null;
  for (let attempt = 1; ; attempt++) {
    const state = isNew ? new SessionState() : await sessions.likely(sessionId);
    const columns = isNew && opening !== null ? sessionColumns(opening, Date.now()) : null;
    const write = turnWrite(sessionId, state, input, columns);
    try {
      const outcome = await connection.write(write);
      if (outcome.type === "written") {
        sessions.keep(sessionId, state);
        return write.turn;
      }
      // The state has taken the turn in and the rows have not.
      sessions.forget(sessionId);
      const { why, status } = outcome;
      if (why === "missing") throw new SessionNotFoundError(sessionId);
      if (status !== "open" && status !== null) throw new SessionClosedError(sessionId, status);
      if (attempt === ATTEMPTS) throw new Error(`turns of session "${sessionId}" find no order`);
      isNew = false;
    } catch (error) {
      sessions.forget(sessionId);
      throw error;
    }
  }
}

function turnWrite(session: string, state: SessionState, input: TurnInput, opening: Row | null): TurnWrite {
  const { counts } = state;
  const rows = state.append(input);
  return {
    type: "turn",
    session,
    opening,
    turn: state.turnCount,
    rows,
    sums: {
      chain: state.chain,
      evidenceChain: state.evidenceChain,
      lastTurnAt: Math.round(input.createdAt),
      updatedAt: Date.now(),
      sampled: input.turn.outputIds.length,
      nodes: state.counts.nodes - counts.nodes,
      forks: state.counts.forks - counts.forks,
      length: input.promptIds.length + input.turn.outputIds.length,
    },
  };
}
