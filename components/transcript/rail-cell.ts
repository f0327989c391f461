import { partitionPoint } from "@/lib/core/base/partition-point";
import { TOKEN_STATES, type TokenState } from "@/lib/core/samples/token-state";
import type { SampleCell, SampleView } from "@/lib/core/view/session-view";

/** How a stretch of a rail is drawn: the states of sampled tokens, and everything else as context. */
export type RailLook = "trained" | "reemitted" | "realigned" | "refused" | "dropped" | "context";

/** A part of a cell, from above, by its share of the cell's height. */
export interface RailPart {
  readonly look: RailLook;
  readonly share: number;
}

/** The cell of a message in a sample; null where the sample does not hold it. */
export function cellOf({ cells }: Pick<SampleView, "cells">, node: number): SampleCell | null {
  const cell = cells[partitionPoint(cells, (candidate) => candidate.node < node)];
  return cell?.node === node ? cell : null;
}

const SAMPLED = ["trained", "reemitted", "realigned", "refused", "dropped"] as const;
/** What is there is seen, however little of the message it is. */
const LEAST_SHARE = 0.12;

/**
 * Cuts a cell into what became of its sampled tokens. A cell without any is context, and so is that of a prompt's
 * message: a spelling that shifted a boundary leaves it a few tokens of its neighbour's.
 *
 * @param counts tokens by state, in the order of `TOKEN_STATES`.
 * @param isSampled whether a turn sampled the message.
 * @example
 * railParts(counts({ trained: 30, realigned: 10 })); // [{ look: "trained", share: 0.75 }, { look: "realigned", share: 0.25 }]
 */
export function railParts(counts: readonly number[], isSampled = true): readonly RailPart[] {
  if (!isSampled) return [{ look: "context", share: 1 }];
  const present = SAMPLED.flatMap((look) => {
    const count = countOf(counts, look);
    return count > 0 ? [{ look, count }] : [];
  });
  if (present.length === 0) return [{ look: "context", share: 1 }];
  const total = present.reduce((sum, { count }) => sum + count, 0);
  const raised = present.map(({ look, count }) => ({ look, share: Math.max(LEAST_SHARE, count / total) }));
  const whole = raised.reduce((sum, { share }) => sum + share, 0);
  return raised.map(({ look, share }) => ({ look, share: share / whole }));
}

function countOf(counts: readonly number[], state: TokenState): number {
  return counts[TOKEN_STATES.indexOf(state)] ?? 0;
}
