import type { Connection } from "@/lib/store/connection";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { SessionReader } from "./session-reader";
import type { TurnEvidenceBytes } from "./turn-evidence";

/** What is left of a session that was dropped. */
const DROPPED = {
  status: "dropped",
  turnCount: 0,
  nodeCount: 0,
  forkCount: 0,
  driftSpans: 0,
  refusedTokens: 0,
  sampleCount: 0,
  sampledTokens: 0,
  trainedTokens: 0,
  contextTokens: 0,
  shape: null,
  causeNames: "",
  chain: null,
  evidenceChain: null,
} as const;

/**
 * Deletes the turns of a session and what was said of them. Its id is kept, and which lines were exported of it. Called
 * inside `connection.inOrder`. Throws `SessionNotFoundError`, and `StoreFault` where its evidence cannot be deleted.
 */
export async function deleteTurns(
  connection: Connection,
  sessions: SessionReader,
  evidence: Pick<TurnEvidenceBytes, "forget">,
  id: string,
): Promise<void> {
  sessions.forget(id);
  const columns = { ...DROPPED, updatedAt: BigInt(Date.now()) };
  // First what stands elsewhere: where that fails nothing is lost of the session, and it can be dropped again.
  await evidence.forget(id);
  const outcome = await connection.write({ type: "drop", session: id, columns });
  if (outcome.type === "refused") throw new SessionNotFoundError(id);
}
