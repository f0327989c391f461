import { sessionPolicy } from "@/lib/core/policy/session-policy";
import type { Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import { rewardsOf } from "@/lib/core/samples/rewards-of";
import { forkKinds } from "@/lib/core/view/fork-kinds";
import { orderNodes } from "@/lib/core/view/order-nodes";
import { encodeShape } from "@/lib/core/view/session-shape";
import { turnMarks } from "@/lib/core/view/turn-marks";
import { sessionHealth } from "@/lib/health/session-health";
import type { RecorderParts } from "@/lib/recorder/parts";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { SessionCounters, SessionFigures, SessionRecord } from "@/lib/store/store";
import { causesOf } from "./causes-of";

/** What a session's policy makes of its recording. */
interface WorkedOut {
  readonly figures: SessionFigures;
  readonly result: LineariseResult;
}

/**
 * Works out what the session's policy makes of its recording, and its figures for the list page.
 *
 * @throws RewardError when the session's rewards do not fit its leaves.
 */
export async function sessionFigures(
  parts: Pick<RecorderParts, "store" | "settings">,
  record: SessionRecord,
): Promise<WorkedOut> {
  const recording = await parts.store.readRecording(record.id);
  const policy = sessionPolicy(record, { policy: null, overrides: {} }, serverPolicy(parts.settings));
  const result = linearise(recording, policy, rewardsOf(record));
  const client = recording.turns.at(-1)?.client ?? null;
  const figures = {
    counters: countersOf(recording, result),
    causes: causesOf(recording, result),
    health: sessionHealth({ session: record, recording, result }),
    ...(client === null ? {} : { client }),
  };
  return { figures, result };
}

/** The figures of the list page: a recording under a policy, in numbers. */
function countersOf(recording: Recording, result: LineariseResult): SessionCounters {
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
