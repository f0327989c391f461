import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { linearise } from "@/lib/core/samples/linearise";

/** What a pipeline that keeps text and encodes it again would have trained, in tokens. */
export interface RetokeniseBaseline {
  /** Samples whose last grafted prompt was compared with a full render of the same messages. */
  readonly audited: number;
  /** Sampled tokens in those prompts. */
  readonly trained: number;
  /**
   * Of these, the ones between the first and the last id that the render gives otherwise. Those trained positions would
   * hold, or follow, ids that were never sampled there.
   */
  readonly neverSampledThere: number;
}

/**
 * The baseline beside the policies: how much of what `strict` trains a re-render of the text would have changed. Told
 * from the audits that the recorder keeps of grafted prompts (`Turn.audit`); null for a recording without any. The
 * last answer of a sample is in no prompt, so no audit has looked at it, and it is not counted.
 *
 * @example
 * retokeniseBaseline(recording); // { audited: 1, trained: 420, neverSampledThere: 96 }
 */
export function retokeniseBaseline(recording: Recording): RetokeniseBaseline | null {
  const { samples } = linearise(recording, BUILT_IN_POLICIES.strict);
  let audited = 0;
  let trained = 0;
  let neverSampledThere = 0;
  for (const { turns, spans } of samples) {
    const last = turns
      .flatMap((turn) => recording.turns[turn - 1] ?? [])
      .findLast((turn) => auditOf(turn) !== null);
    const audit = last === undefined ? null : auditOf(last);
    if (last === undefined || audit === null) continue;
    audited++;
    const promptLength = recording.prompts.length(last.index);
    for (const { state, start, length } of spans) {
      if (state !== "trained" || start >= promptLength) continue;
      trained += length;
      neverSampledThere += Math.max(0, Math.min(start + length, audit.to) - Math.max(start, audit.from));
    }
  }
  return audited === 0 ? null : { audited, trained, neverSampledThere };
}

/** Prompt positions `[from, to)` that a render gives otherwise; null when the turn was not audited as a graft. */
function auditOf({ promptBuild, audit }: Turn): { readonly from: number; readonly to: number } | null {
  if (promptBuild !== "graft" || audit === null) return null;
  const { divergence, changedTokens } = audit;
  return divergence === null ? { from: 0, to: 0 } : { from: divergence, to: divergence + changedTokens };
}
