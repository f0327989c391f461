import type { Recording } from "@/lib/core/recording/recording";
import type { LostRun } from "@/lib/core/samples/sample";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { StateCounts } from "./session-view";
import { stateCode } from "./state-code";

/** What decides which tokens are a node's own. */
export interface CountedNode {
  readonly turn: number | null;
  readonly firstTurn: number;
  readonly depth: number;
}

/**
 * A node's own tokens by state over all samples. Each sampled token of a sampled node is counted once, under the state
 * that the ledger gives it. The tokens of any other node, in the first prompt that held it, are context.
 */
export function nodeCounts(
  recording: Recording,
  node: CountedNode,
  lost: readonly LostRun[],
): { readonly tokens: number | null; readonly counts: StateCounts } {
  const counts = new Array<number>(TOKEN_STATES.length).fill(0);
  if (node.turn === null) {
    const range = promptMessageRange(recording, node.firstTurn, node.depth);
    if (range) counts[stateCode("context")] = range.end - range.start;
    return { tokens: range ? range.end - range.start : null, counts };
  }
  const tokens = recording.turns[node.turn - 1]?.outputIds.length ?? 0;
  let trained = tokens;
  for (const run of lost) {
    const code = stateCode(run.fate.state);
    counts[code] = (counts[code] ?? 0) + run.length;
    trained -= run.length;
  }
  counts[stateCode("trained")] = trained;
  return { tokens, counts };
}

/**
 * The place of a message in a turn's prompt, in tokens; null when the starts of messages were not recorded.
 *
 * @param position the message's place in the prompt's list, which is its depth in the tree.
 */
export function promptMessageRange(
  recording: Recording,
  turnIndex: number,
  position: number,
): { readonly start: number; readonly end: number } | null {
  const starts = recording.turns[turnIndex - 1]?.messageStarts;
  const start = starts?.[position];
  if (!starts || start === undefined) return null;
  const from = position === 0 ? 0 : start;
  return { start: from, end: starts[position + 1] ?? recording.prompts.length(turnIndex) };
}
