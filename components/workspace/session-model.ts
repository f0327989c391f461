import { pathTo } from "@/lib/core/view/path-to";
import type { SampleView, SessionView } from "@/lib/core/view/session-view";

/** Look-ups over a view that several panes need; made once per view. */
export interface SessionModel {
  readonly view: SessionView;
  /** Position of each node by its id. */
  readonly positions: ReadonlyMap<string, number>;
  /** Samples whose path runs through the node at a position. */
  samplesOfNode(at: number): readonly SampleView[];
}

export function sessionModel(view: SessionView): SessionModel {
  return {
    view,
    positions: new Map(view.nodes.map((node, at) => [node.id, at])),
    samplesOfNode: (at) => view.samples.filter(({ leaf }) => isOnPath(view, at, leaf)),
  };
}

/** Parents stand before their children, so the way up is over once it is past the node. */
function isOnPath({ nodes }: SessionView, node: number, leaf: number): boolean {
  let at = leaf;
  while (at > node) at = nodes[at]?.parent ?? -1;
  return at === node;
}

/** Ids of the nodes that a sample runs through; null when no sample is selected. */
export function samplePath(view: SessionView, sample: SampleView | null): ReadonlySet<string> | null {
  if (!sample) return null;
  return new Set(pathTo(view.nodes, sample.leaf).flatMap((at) => view.nodes[at]?.id ?? []));
}
