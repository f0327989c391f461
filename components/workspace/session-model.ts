import { pathTo } from "@/lib/core/view/path-to";
import type { SampleView, SessionView } from "@/lib/core/view/session-view";

/** Look-ups over a view that several panes need; made once per view. */
export interface SessionModel {
  readonly view: SessionView;
  /** Position of each node by its id. */
  readonly positions: ReadonlyMap<string, number>;
  /** Samples that hold each node, by position. */
  readonly samplesOfNode: ReadonlyMap<number, readonly SampleView[]>;
}

export function sessionModel(view: SessionView): SessionModel {
  const samplesOfNode = new Map<number, SampleView[]>();
  for (const sample of view.samples) {
    for (const { node } of sample.cells) {
      const holders = samplesOfNode.get(node);
      if (holders) holders.push(sample);
      else samplesOfNode.set(node, [sample]);
    }
  }
  return { view, positions: new Map(view.nodes.map((node, at) => [node.id, at])), samplesOfNode };
}

/** Ids of the nodes that a sample runs through; null when no sample is selected. */
export function samplePath(view: SessionView, sample: SampleView | null): ReadonlySet<string> | null {
  if (!sample) return null;
  return new Set(pathTo(view.nodes, sample.leaf).flatMap((at) => view.nodes[at]?.id ?? []));
}
