import { messageIdentity } from "@/lib/core/message/message-identity";
import type { PromptSource, Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";

/** Where a replayed turn is not what was recorded. */
export interface TurnDifference {
  readonly turn: number;
  readonly field: "turn" | "prompt_ids" | "output_ids" | "log_probs" | "message";
  /** The first position that differs; null where there are none to compare. */
  readonly position: number | null;
}

function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const end = Math.max(a.length, b.length);
  for (let position = 0; position < end; position += 1) {
    if (!Object.is(a[position], b[position])) return position;
  }
  return null;
}

function compareTurn(
  recorded: Turn,
  replayed: Turn,
  prompts: readonly [PromptSource, PromptSource],
): TurnDifference[] {
  const { index } = recorded;
  const columns = [
    ["prompt_ids", prompts[0].ids(index), prompts[1].ids(index)],
    ["output_ids", recorded.outputIds, replayed.outputIds],
    ["log_probs", recorded.outputLogProbs ?? [], replayed.outputLogProbs ?? []],
  ] as const;
  const differences = columns.flatMap(([field, before, after]): TurnDifference[] => {
    const position = firstDifference(before, after);
    return position === null ? [] : [{ turn: index, field, position }];
  });
  const said = [recorded, replayed].map(({ responseMessage }) =>
    responseMessage === null ? null : messageIdentity(responseMessage),
  );
  return said[0] === said[1]
    ? differences
    : [...differences, { turn: index, field: "message", position: null }];
}

/**
 * Compares two recordings of one session turn by turn, bit for bit: ids, log-probs and messages. A turn without ids has
 * nothing to compare: nothing was sampled for it, or nobody recorded what was.
 */
export function compareTurns(recorded: Recording, replayed: Recording): readonly TurnDifference[] {
  return recorded.turns.flatMap((turn): readonly TurnDifference[] => {
    const other = replayed.turns[turn.index - 1];
    if (other === undefined) return [{ turn: turn.index, field: "turn", position: null }];
    if (turn.refusal === "no_token_ids") return [];
    return compareTurn(turn, other, [recorded.prompts, replayed.prompts]);
  });
}
