import type { RecordingView } from "@/lib/core/view/view-recording";
import { branchRanges } from "./branch-ranges";
import { branchTokenColumns } from "./branch-token-columns";
import { nodeTokenColumns, outputColumns } from "./node-token-columns";
import { sampleTokenColumns } from "./sample-token-columns";
import { sliceTokenColumns } from "./slice-token-columns";
import type { TokenColumns } from "./token-columns";

/**
 * `node`: the node's own tokens; `branch`: those in the sample that holds the branch; `sample`: all tokens of the
 * sample; `turn`: the turn's sampled tokens.
 */
export const TOKEN_SCOPES = ["node", "branch", "sample", "turn"] as const;

/** Which tokens of a session are asked for. Samples count from 0, turns from 1. */
export interface AskedTokens {
  /** Id of a node; of no matter for a whole sample or a turn. */
  readonly node: string;
  readonly sample: number | null;
  readonly turn: number | null;
  /** Id of the last message of a branch; the node itself without. */
  readonly branch?: string | null | undefined;
  readonly scope: (typeof TOKEN_SCOPES)[number];
  /** Tokens `[from, to)` of those; all of them without. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * The tokens of a node, of a whole sample or of a turn's answer, each with its state under the policy of the view. Null
 * when there are none.
 */
export function askedTokenColumns(
  shown: RecordingView,
  { node, sample, turn, branch, scope, from = 0, to = Number.MAX_SAFE_INTEGER }: AskedTokens,
): TokenColumns | null {
  const { recording, result, view } = shown;
  const positionOf = (id: string): number => view.nodes.findIndex((candidate) => candidate.id === id);
  const sliced = (columns: TokenColumns | null) => columns && sliceTokenColumns(columns, from, to);
  switch (scope) {
    case "sample": {
      const chosen = result.samples[sample ?? 0];
      return chosen ? sampleTokenColumns(recording, chosen, from, to) : null;
    }
    case "turn":
      return turn !== null && recording.turns[turn - 1] ? sliced(outputColumns(recording, turn, view)) : null;
    case "node":
      return sliced(nodeTokenColumns(recording, view, result, { node: positionOf(node), sample, turn }));
    case "branch": {
      const ranges = branchRanges(shown, positionOf(branch ?? node));
      return ranges && sliced(branchTokenColumns(shown, ranges, ranges.path.indexOf(positionOf(node))));
    }
    default:
      return scope satisfies never;
  }
}
