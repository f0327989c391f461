import type { RecordingView } from "@/lib/core/view/view-recording";
import { branchRanges } from "./branch-ranges";
import { branchTokenColumns } from "./branch-token-columns";
import { nodeTokenColumns } from "./node-token-columns";
import { sampleTokenColumns } from "./sample-token-columns";
import { sliceTokenColumns } from "./slice-token-columns";
import type { TokenColumns } from "./token-columns";
import { turnTokenColumns } from "./turn-token-columns";

/** Tokens `[from, to)` of what is asked for; all of them without. */
export interface AskedRange {
  readonly from?: number;
  readonly to?: number;
}

/** What has tokens in a session. Nodes are named by their ids; samples count from 0, turns from 1. */
export type TokenOwner =
  /** A node by itself or, with a sample, as it stands there; `turn` is the one whose prompt is meant. */
  | {
      readonly of: "node";
      readonly node: string;
      readonly sample: number | null;
      readonly turn?: number | null;
    }
  /** A node in the sample that holds the branch that ends with another one. */
  | { readonly of: "branch"; readonly node: string; readonly branch: string }
  | { readonly of: "sample"; readonly sample: number }
  /** A turn's prompt and answer. */
  | { readonly of: "turn"; readonly turn: number };

/** Which tokens of a session are asked for. */
export type AskedTokens = TokenOwner & AskedRange;

/**
 * The tokens of a node, of a sample or of a turn, each with its state under the policy of the view. Null when there
 * are none.
 */
export function askedTokenColumns(shown: RecordingView, asked: AskedTokens): TokenColumns | null {
  const { recording, result, view } = shown;
  const { from = 0, to = Number.MAX_SAFE_INTEGER } = asked;
  const positionOf = (id: string): number => view.nodes.findIndex((candidate) => candidate.id === id);
  const sliced = (columns: TokenColumns | null) => columns && sliceTokenColumns(columns, from, to);
  switch (asked.of) {
    case "node": {
      const { sample, turn = null } = asked;
      return sliced(
        nodeTokenColumns(recording, view, result, { node: positionOf(asked.node), sample, turn }),
      );
    }
    case "branch": {
      const ranges = branchRanges(shown, positionOf(asked.branch));
      const step = ranges?.path.indexOf(positionOf(asked.node)) ?? -1;
      return ranges && sliced(branchTokenColumns(shown, ranges, step));
    }
    case "sample": {
      const sample = result.samples[asked.sample];
      return sample ? sampleTokenColumns(recording, sample, from, to) : null;
    }
    case "turn":
      return turnTokenColumns(shown, asked.turn, from, to);
    default:
      return asked satisfies never;
  }
}
