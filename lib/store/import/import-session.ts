import type { Connection } from "@/lib/store/connection";
import { patchColumns, sessionColumns } from "@/lib/store/rows/session-columns";
import { withNewKey } from "@/lib/store/rows/with-new-key";
import type { SessionImport } from "@/lib/store/store";
import { insertTurns } from "@/lib/store/turns/insert-turns";
import { SessionState } from "@/lib/store/turns/session-state";

/** Called inside `connection.exclusive`. One transaction holds the whole session. Throws `SessionExistsError`. */
export async function importSession(connection: Connection, input: SessionImport): Promise<void> {
  const { client } = connection;
  const { session } = input;
  await withNewKey(connection, session.id, async (key) => {
    const state = new SessionState(key);
    const rows = input.turns.map((turn) => state.append(turn));
    const { reward, leaf_rewards, finished_policy, finished_at } = session;
    const finished = patchColumns({
      status: session.status,
      reward,
      leaf_rewards,
      unrecorded: session.unrecorded ?? null,
      ...(finished_policy && { finished_policy }),
      ...(finished_at !== null && { finished_at }),
    });
    const sampled = rows.map(({ turn }) => turn.outputLength);
    const lengths = rows.map(({ turn }) => turn.promptLength + turn.outputLength);
    const last = input.turns.at(-1);
    const counters = {
      turnCount: rows.length,
      chain: state.chain,
      lastTurnAt: last ? BigInt(Math.round(last.createdAt)) : null,
      nodeCount: state.counts.nodes,
      forkCount: state.counts.forks,
      sampledTokens: sampled.reduce((sum, count) => sum + count, 0),
      contextTokens: lengths.reduce((longest, length) => Math.max(longest, length), 0),
    };
    const columns = { ...sessionColumns(session, session.created_at), updatedAt: BigInt(Date.now()) };
    // The figures of a session are worked out when a turn comes.
    const note =
      rows.length > 0
        ? ({ kind: "turn", turn: rows.length } as const)
        : ({ kind: "opened", turn: null } as const);
    await connection.commit({ session: session.id, key, ...note }, [
      client.session.create({ data: { ...columns, ...counters, key }, select: { key: true } }),
      client.session.update({ where: { key }, data: finished, select: { key: true } }),
      ...insertTurns(client, rows),
    ]);
  });
}
