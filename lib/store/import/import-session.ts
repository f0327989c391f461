import { annotationRow } from "@/lib/store/annotations/annotation-columns";
import { traceRow } from "@/lib/store/annotations/sample-traces";
import type { Connection } from "@/lib/store/connection";
import { patchColumns, sessionColumns } from "@/lib/store/rows/session-columns";
import { SessionExistsError } from "@/lib/store/rows/session-exists-error";
import type { SessionImport } from "@/lib/store/store";
import { SessionState } from "@/lib/store/turns/session-state";

/** One transaction holds the whole session. Throws `SessionExistsError`. */
export async function importSession(connection: Connection, input: SessionImport): Promise<void> {
  const { session } = input;
  const state = new SessionState();
  const turns = input.turns.map((turn) => state.append(turn));
  const { status, reward, leaf_rewards, turn_rewards, finished_policy, finished_at } = session;
  const finished = patchColumns({
    status,
    reward,
    leaf_rewards,
    turn_rewards: turn_rewards ?? null,
    reward_revision: session.reward_revision ?? 0,
    outcome: session.outcome ?? null,
    unrecorded: session.unrecorded ?? null,
    ...(finished_policy && { finished_policy }),
    ...(finished_at !== null && { finished_at }),
  });
  const last = input.turns.at(-1);
  const sampled = input.turns.map(({ turn }) => turn.outputIds.length);
  const lengths = input.turns.map(({ promptIds, turn }) => promptIds.length + turn.outputIds.length);
  const counters = {
    turnCount: turns.length,
    chain: state.chain,
    evidenceChain: state.evidenceChain,
    lastTurnAt: last ? BigInt(Math.round(last.createdAt)) : null,
    nodeCount: state.counts.nodes,
    forkCount: state.counts.forks,
    sampledTokens: sampled.reduce((sum, count) => sum + count, 0),
    contextTokens: lengths.reduce((longest, length) => Math.max(longest, length), 0),
  };
  const columns = { ...sessionColumns(session, session.created_at), updatedAt: BigInt(Date.now()) };
  const row = { ...columns, ...counters, ...finished };
  const outcome = await connection.write({
    type: "import",
    session: session.id,
    status,
    row,
    turns,
    annotations: (input.annotations ?? []).map(annotationRow),
    traces: (input.traces ?? []).map(traceRow),
  });
  if (outcome.type === "refused") throw new SessionExistsError(session.id);
}
