import type { Recording } from "@/lib/core/recording/recording";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import { forkKinds } from "@/lib/core/view/fork-kinds";
import { orderNodes } from "@/lib/core/view/order-nodes";
import { encodeShape } from "@/lib/core/view/session-shape";
import { turnMarks } from "@/lib/core/view/turn-marks";
import type { SessionCounters } from "@/lib/store/store";

/** The figures of the list page: what a policy makes of a recording, in numbers. */
export function countersOf(recording: Recording, result: LineariseResult): SessionCounters {
  const placed = orderNodes(result.tree);
  const forks = forkKinds(placed, result, recording.turns);
  const lengths = recording.turns.map((turn) => recording.prompts.length(turn.index) + turn.outputIds.length);
  return {
    turns: recording.turns.length,
    nodes: placed.length,
    forks: forks.reduce((sum, kinds) => sum + kinds.length, 0),
    drift_spans: result.ledger.lost.filter((run) => run.fate.state === "realigned").length,
    refused: result.ledger.refused,
    samples: result.samples.length,
    sampled_tokens: result.ledger.sampled,
    trained_tokens: result.ledger.trained,
    context_tokens: lengths.reduce((longest, length) => Math.max(longest, length), 0),
    shape: encodeShape(turnMarks(recording.turns.length, placed, forks, result)),
  };
}
