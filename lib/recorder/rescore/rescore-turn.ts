import type { Engine } from "@/lib/engine/engine";
import { type ScorableTurn, whyNotCompared } from "./why-not-compared";

/** Recorded log-probs held against those that an engine gives the same ids now: absolute differences in nats. */
export interface RescoredTurn {
  /** What the engine gives the sampled tokens from `from` on, in nats; unknown ones are NaN. */
  readonly scored: Float64Array;
  /** 1 where nothing comes before the first sampled token, so that nothing scores it; else 0. */
  readonly from: number;
  readonly differences: readonly number[];
  /** The same against the neighbouring position's, which must differ. */
  readonly shifted: readonly number[];
  /** At and behind one id that was put in another's place, which must differ. */
  readonly replaced: readonly number[];
}

export type RescoreOutcome =
  | ({ readonly kind: "compared" } & RescoredTurn)
  | { readonly kind: "not_compared"; readonly reason: string };

/**
 * Has an engine score what a turn sampled, after exactly its prompt. The second request is the control with one id
 * replaced; it is by an id that the turn holds itself, since an engine may end on one out of its vocabulary.
 *
 * @throws EngineError in the engine's words.
 */
export async function rescoreTurn(
  engine: Engine,
  { turn, promptIds }: { readonly turn: ScorableTurn; readonly promptIds: Int32Array },
  signal: AbortSignal,
): Promise<RescoreOutcome> {
  const reason = engine.score === undefined ? `${engine.name} scores no ids` : whyNotCompared(turn);
  const { outputLogProbs: recorded, outputIds } = turn;
  if (reason !== null || engine.score === undefined || recorded === null) {
    return { kind: "not_compared", reason: reason ?? "no log-probs" };
  }
  // Nothing comes before the first id of all, so nothing scores it.
  const unseen = promptIds.length === 0 ? 1 : 0;
  const from = promptIds.length + unseen;
  const ids = new Int32Array(promptIds.length + outputIds.length);
  ids.set(promptIds);
  ids.set(outputIds, promptIds.length);
  const held = recorded.subarray(unseen);
  const { logProbs, weightVersion } = await engine.score({ ids, from, signal });
  if (weightVersion !== null && turn.weightVersion !== null && weightVersion !== turn.weightVersion) {
    return { kind: "not_compared", reason: `weights ${turn.weightVersion}, the engine has ${weightVersion}` };
  }
  const middle = held.length >> 1;
  const other = otherId(ids, from + middle);
  let replaced: readonly number[] = [];
  if (other !== null) {
    ids[from + middle] = other;
    const control = await engine.score({ ids, from, signal });
    replaced = apart(held.subarray(middle, middle + 2), control.logProbs.subarray(middle, middle + 2));
  }
  return {
    kind: "compared",
    scored: logProbs,
    from: unseen,
    differences: apart(held, logProbs),
    shifted: apart(held.subarray(0, -1), logProbs.subarray(1)),
    replaced,
  };
}

/** An id of the turn that does not stand at a position; null when there is none. */
function otherId(ids: Int32Array, position: number): number | null {
  return ids.find((id) => id !== ids[position]) ?? null;
}

/** Absolute differences where both are known. */
function apart(a: Float64Array, b: Float64Array): readonly number[] {
  return Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))).filter(Number.isFinite);
}
