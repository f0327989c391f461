import type { Recording } from "@/lib/core/recording/recording";
import type { Connection } from "@/lib/store/connection";
import type { TurnInput } from "@/lib/store/store";
import { SessionState } from "@/lib/store/turns/session-state";
import { turnDigest } from "@/lib/store/turns/turn-digest";

/** No later turn goes on with what is gathered here. */
const NO_CHAINS = { chain: null, evidenceChain: null };

/**
 * The first turns of a session of which every part is there and whose tokens have the digest that was recorded, up to
 * the first of which that is not so. What a client's messages were is told by the turns, so the tree need not be there.
 */
export async function wholeTurns({ client }: Connection, sessionKey: number): Promise<readonly TurnInput[]> {
  const where = { sessionKey };
  const byIndex = { index: "asc" } as const;
  const bodies = await client.messageBody.findMany({ where, orderBy: { number: "asc" } });
  const turns = await client.turn.findMany({ where, orderBy: byIndex });
  const lists = await client.turnLists.findMany({ where, orderBy: byIndex });
  const outputs = await client.turnOutput.findMany({ where, orderBy: byIndex });
  const evidence = await client.turnEvidence.findMany({ where });
  const [listsOf, outputOf] = [byTurn(lists), byTurn(outputs)];
  const state = new SessionState();
  const gap = bodies.findIndex(({ number }, at) => number !== at + 1);
  const rows = {
    bodies: gap < 0 ? bodies : bodies.slice(0, gap),
    nodes: [],
    turns: [],
    lists: [],
    outputs: [],
  };
  state.load(rows, NO_CHAINS);
  const whole: TurnInput[] = [];
  for (const turn of turns) {
    const [list, output] = [listsOf.get(turn.index), outputOf.get(turn.index)];
    if (turn.index !== whole.length + 1 || list === undefined || output === undefined) break;
    if (!isLoaded(state, { ...rows, bodies: [], turns: [turn], lists: [list], outputs: [output] })) break;
    const columns = evidence.filter(({ index }) => index === turn.index);
    const input = inputOf(state, turn.index, new Map(columns.map(({ kind, bytes }) => [kind, bytes])));
    if (input === null) break;
    whole.push(input);
  }
  return whole;
}

function byTurn<T extends { readonly index: number }>(rows: readonly T[]): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.index, row]));
}

/** False where something that the rows refer to is not there. */
function isLoaded(state: SessionState, rows: Parameters<SessionState["load"]>[0]): boolean {
  try {
    state.load(rows, NO_CHAINS);
    return true;
  } catch {
    return false;
  }
}

/** Null where the turn's tokens are not those that were recorded. */
function inputOf(
  state: SessionState,
  index: number,
  evidence: ReadonlyMap<string, Uint8Array<ArrayBuffer> | null>,
): TurnInput | null {
  const { turns, prompts }: Recording = state.recording();
  const [found, stamp] = [turns[index - 1], state.stamps[index - 1]];
  if (found === undefined || stamp === undefined) return null;
  const { index: _, ...turn } = found;
  const promptIds = prompts.ids(index);
  if (turnDigest(promptIds, turn.outputIds, turn.outputLogProbs) !== stamp.digest) return null;
  const bytes = (turn.evidence ?? []).map(({ kind }) => evidence.get(kind) ?? null);
  return {
    turn,
    ...(bytes.length > 0 && { evidence: bytes }),
    get promptIds() {
      return prompts.ids(index);
    },
    digest: stamp.digest,
    createdAt: stamp.createdAt,
  };
}
