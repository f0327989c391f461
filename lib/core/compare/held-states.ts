import type { BranchRanges } from "@/lib/core/tokens/branch-ranges";
import type { StateCounts } from "@/lib/core/view/session-view";
import type { RecordingView } from "@/lib/core/view/view-recording";

/** What a branch's sample makes of a message, and the samples that train what it does not. */
export interface HeldStates {
  readonly counts: StateCounts;
  /** Positions of the other samples that train tokens which are context here, in order. */
  readonly trained_in: readonly number[];
}

/** By the message's place in the branch: how the sample that holds the branch holds it. Empty where none does. */
export function heldStates(
  { result, view }: RecordingView,
  { sample: index, path, bounds }: BranchRanges,
): ReadonlyMap<number, HeldStates> {
  const [sample, shown] = [result.samples[index ?? -1], view.samples[index ?? -1]];
  if (!sample || !shown || !bounds) return new Map();
  const cells = new Map(shown.cells.map((cell) => [cell.node, cell]));
  const claims = sample.spans.filter(
    (span) => span.state === "reemitted" && span.outcome === "trained" && span.claimedBy !== null,
  );
  const held = new Map<number, HeldStates>();
  let first = 0;
  path.forEach((node, step) => {
    const cell = cells.get(node);
    const [start, end] = [bounds[step] ?? 0, bounds[step + 1] ?? 0];
    if (!cell) return;
    while (first < claims.length && endOf(claims[first]) <= start) first++;
    const trainedIn = new Set<number>();
    for (let at = first; at < claims.length && (claims[at]?.start ?? end) < end; at++) {
      const claim = claims[at];
      if (claim?.state === "reemitted" && claim.claimedBy !== null) trainedIn.add(claim.claimedBy);
    }
    held.set(step, { counts: cell.counts, trained_in: [...trainedIn].sort((left, right) => left - right) });
  });
  return held;
}

function endOf(span: { readonly start: number; readonly length: number } | undefined): number {
  return span ? span.start + span.length : Number.POSITIVE_INFINITY;
}
