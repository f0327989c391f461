import type { DriftCause } from "@/lib/core/causes/drift-cause";
import type { ForkKind } from "@/lib/core/tree/tree";
import type { SessionView } from "@/lib/core/view/session-view";
import type { Rail } from "./rails";

/** What stands over a message at which something forks: why, and the rails that bend away there. */
export interface Band {
  readonly forks: readonly ForkKind[];
  readonly cause: DriftCause | null;
  readonly starting: readonly { readonly rail: Rail; readonly at: number }[];
}

/**
 * The bands of a transcript, by the position of the message below. A rail bends where its own messages begin. Where
 * only tokens forked, that is above the answer which the fork is known by, so the answer's band moves there.
 */
export function makeBands(
  { nodes, turns }: Pick<SessionView, "nodes" | "turns">,
  rails: readonly Rail[],
): ReadonlyMap<number, Band> {
  const bands = new Map<number, Band>();
  nodes.forEach(({ forks, fork_cause: cause }, at) => {
    if (forks.length > 0) bands.set(at, { forks, cause, starting: [] });
  });
  rails.forEach((rail, at) => {
    const { begins, from } = rail;
    if (begins < 0 || from === null) return;
    const answer = turns[(nodes[begins]?.first_turn ?? 0) - 1]?.node ?? -1;
    const forked = bands.get(answer);
    const isMoved =
      answer !== begins && !bands.has(begins) && forked?.forks.every((kind) => kind === "token_drift");
    if (isMoved) bands.delete(answer);
    const known = bands.get(begins) ??
      (isMoved ? forked : undefined) ?? { forks: [], cause: null, starting: [] };
    bands.set(begins, { ...known, starting: [...known.starting, { rail, at }] });
  });
  return bands;
}
