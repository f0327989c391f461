import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import { emptyReason } from "./empty-reason";
import { ExportError } from "./export-error";
import type { ExportedSession, PlaceInGroup } from "./export-input";
import { findFormat } from "./formats";

/** One session to export: its facts, and how to make samples of them. */
export interface SessionExport {
  readonly session: ExportedSession;
  readonly recording: Recording;
  readonly turnDigests: readonly string[];
  readonly policy: Policy;
  readonly format: string;
  /** What its reward is worth within its group, under the format's rule; null without a reward or a group. */
  readonly advantage: number | null;
  /** Where it stands in its group; null without one. */
  readonly group: PlaceInGroup | null;
  /** Takes the place of the session's reward; null leaves it. */
  readonly reward: number | null;
  readonly decode: (ids: Int32Array) => string;
  readonly signingKey: string | null;
}

/** The lines of one session, made as they are asked for, and why there are none. */
export interface SessionLines {
  readonly lines: Iterable<string>;
  /** How many samples they hold. */
  readonly samples: number;
  /** Null when the session yields samples. */
  readonly reason: string | null;
}

/**
 * The lines of one session in one format, without line breaks. Throws `ExportError` for an unknown format, a format
 * that the session lacks something for, and a ledger that does not balance. Samples whose tokens cannot all be
 * accounted for are not written.
 */
export function exportSession(request: SessionExport): SessionLines {
  const { session, recording, policy } = request;
  const format = findFormat(request.format);
  const reward = request.reward ?? session.reward;
  const result = linearise(recording, policy, { reward, leafRewards: session.leaf_rewards });
  if (!result.ledger.balanced) {
    throw new ExportError(
      `The ledger of session "${session.id}" does not balance; nothing is exported.`,
      null,
      409,
    );
  }
  const input = { ...request, session: { ...session, reward }, result };
  format.check?.(input);
  return {
    lines: format.lines(input),
    samples: result.samples.length,
    reason: emptyReason(recording, result),
  };
}
