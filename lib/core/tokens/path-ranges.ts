import type { Recording } from "@/lib/core/recording/recording";
import { pathTo } from "@/lib/core/view/path-to";
import { sequenceStarts } from "@/lib/core/view/sequence-starts";
import type { SessionView } from "@/lib/core/view/session-view";
import { nodeSequence } from "./node-sequence";

/** The messages from the root to a node, and where each stands in one sequence. */
export interface PathRanges {
  /** The turn whose sequence (prompt, then answer) the ranges are of. */
  readonly turn: number;
  /** Positions in `nodes`, root first. */
  readonly path: readonly number[];
  /** In tokens, one more than there are messages; null when no token ids or message starts are recorded. */
  readonly bounds: readonly number[] | null;
}

/**
 * The path to a node as its last turn saw it: each message's tokens in that turn's prompt. An earlier answer stands as
 * the prompt held it again.
 *
 * @example
 * // prompt: user 0..9, opener 10..12; output 13..20
 * pathRanges(recording, view, 1); // { turn: 1, path: [0, 1], bounds: [0, 13, 21] }
 */
export function pathRanges(recording: Recording, view: SessionView, at: number): PathRanges | null {
  const node = view.nodes[at];
  const sequence = node && nodeSequence(recording, node);
  if (!node || !sequence) return null;
  const path = pathTo(view.nodes, at);
  if (sequence.length === null) return { turn: sequence.turn, path, bounds: null };
  const given = recording.turns[sequence.turn - 1]?.messageStarts ?? new Int32Array(0);
  if (node.turn === null) {
    const starts = given.length >= path.length ? [0, ...given.subarray(1, path.length)] : null;
    return { turn: sequence.turn, path, bounds: starts && [...starts, sequence.length] };
  }
  const steps = path.map((position) => ({ turn: view.nodes[position]?.turn ?? null }));
  const starts = sequenceStarts(recording, sequence.turn, steps, []);
  return { turn: sequence.turn, path, bounds: [...starts, sequence.length] };
}
