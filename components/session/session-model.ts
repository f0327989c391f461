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

/**
 * Ids of the nodes from the root to what is selected: a sample's, or, where a leaf is selected, the leaf's own. Null
 * when neither is.
 */
export function selectedPath(
  { view, positions }: Pick<SessionModel, "view" | "positions">,
  sample: SampleView | null,
  node: string | null,
): ReadonlySet<string> | null {
  const at = sample?.leaf ?? leafAt(view, positions.get(node ?? "") ?? -1);
  return at < 0 ? null : new Set(pathTo(view.nodes, at).flatMap((step) => view.nodes[step]?.id ?? []));
}

function leafAt({ nodes }: SessionView, at: number): number {
  return at < 0 || nodes.some(({ parent }) => parent === at) ? -1 : at;
}
