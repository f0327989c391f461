import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import { rewardsOf } from "@/lib/core/samples/rewards-of";
import { emptyReason } from "./empty-reason";
import { ExportError } from "./export-error";
import type { ExportedSession, ExportInput, PackedTokens, PlaceInGroup } from "./export-input";
import { findFormat } from "./formats";
import { type SampleWeight, weightOf } from "./sample-weight";

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
  /** What its samples share that add up to a weight of 1. */
  readonly sampleWeight: SampleWeight;
  /** Takes the place of the session's reward; null leaves it. */
  readonly reward: number | null;
  /** Of the kinds that the format reads; absent where it reads none. */
  readonly evidence?: ExportInput["evidence"];
  readonly expertLayers?: number | null;
  readonly decode: (ids: Int32Array) => string;
  readonly signingKey: string | null;
}

/** The lines of one session, made as they are asked for, and why there are none. */
export interface SessionLines {
  readonly lines: Iterable<string>;
  /** Where they came from: of each line that was drawn, once it was drawn. */
  readonly traces: SampleTrace[];
  /** What packing saved, of lines that were drawn; none of formats that pack nothing. */
  readonly packed: PackedTokens[];
  /** What they are made from; null of a session that was not read. */
  readonly input: ExportInput | null;
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
  const result = linearise(recording, policy, rewardsOf({ ...session, reward }));
  if (!result.ledger.balanced) {
    throw new ExportError(
      `The ledger of session "${session.id}" does not balance; nothing is exported.`,
      null,
      409,
    );
  }
  const traces: SampleTrace[] = [];
  const weight = weightOf(request.sampleWeight, result.samples.length, request.group?.takingPart ?? 1);
  const trace = (made: SampleTrace) => traces.push(made);
  const packed: PackedTokens[] = [];
  const input: ExportInput = {
    ...request,
    session: { ...session, reward },
    result,
    trace,
    weight,
    packed: (saved: PackedTokens) => packed.push(saved),
  };
  format.check?.(input);
  return {
    lines: format.lines(input),
    input,
    traces,
    packed,
    samples: result.samples.length,
    reason: emptyReason(recording, result),
  };
}
