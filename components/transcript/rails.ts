import type { NodeView, SampleView, SessionView } from "@/lib/core/view/session-view";
import type { TranscriptRow } from "./transcript-rows";

/** More rails cannot be told apart: the samples beyond stand on the last one. */
export const MOST_RAILS = 64;

/** A vertical line beside the transcript: one sample, or several whose branches are one row. */
export interface Rail {
  /** Indexes of its samples. */
  readonly samples: readonly number[];
  /** Position of the first message that no rail before it holds; -1 where they hold all of it. */
  readonly begins: number;
  /** The rail that it leaves there; null where it begins by itself. */
  readonly from: number | null;
}

/**
 * The rails of a transcript, in the order of their samples. Samples that end in a bundle share a rail.
 *
 * @param rows as they are shown, with the bundles that are closed.
 */
export function makeRails(
  { nodes, samples }: Pick<SessionView, "nodes" | "samples">,
  rows: readonly TranscriptRow[],
): readonly Rail[] {
  const owner = new Int32Array(nodes.length).fill(-1);
  return groupSamples(nodes, samples, rows).map((group, rail) => {
    let begins = -1;
    let at = group[0]?.leaf ?? -1;
    while (at >= 0 && owner[at] === -1) {
      owner[at] = rail;
      begins = at;
      at = nodes[at]?.parent ?? -1;
    }
    return {
      samples: group.map(({ index }) => index),
      begins,
      from: at < 0 ? null : (owner[at] ?? null),
    };
  });
}

function groupSamples(
  nodes: readonly NodeView[],
  samples: readonly SampleView[],
  rows: readonly TranscriptRow[],
): readonly (readonly SampleView[])[] {
  const bundleOf = bundledNodes(nodes, rows);
  const groups: SampleView[][] = [];
  const shared = new Map<number, SampleView[]>();
  for (const sample of samples) {
    const bundle = bundleOf[sample.leaf] ?? -1;
    const group =
      (bundle < 0 ? undefined : shared.get(bundle)) ?? (groups.length < MOST_RAILS ? [] : groups.at(-1));
    if (!group) continue;
    if (group.length === 0) groups.push(group);
    if (bundle >= 0) shared.set(bundle, group);
    group.push(sample);
  }
  return groups;
}

/** By node, the first message of the bundle that it stands in; -1 for what stands in none. */
function bundledNodes(nodes: readonly NodeView[], rows: readonly TranscriptRow[]): Int32Array {
  const bundleOf = new Int32Array(nodes.length).fill(-1);
  for (const row of rows) {
    if (row.kind === "bundle") for (const start of row.starts) bundleOf[start] = row.starts[0] ?? -1;
  }
  nodes.forEach(({ parent }, at) => {
    if (bundleOf[at] === -1 && parent >= 0) bundleOf[at] = bundleOf[parent] ?? -1;
  });
  return bundleOf;
}
