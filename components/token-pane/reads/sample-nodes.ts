import { partitionPoint } from "@/lib/core/base/partition-point";
import type { NodeView, SampleView, SessionView } from "@/lib/core/view/session-view";

/** The stretch `[start, end)` of a sample that one message owns. */
export interface SampleNode {
  readonly start: number;
  readonly end: number;
  readonly node: NodeView;
}

/** The messages of a sample in order, those without a token left out. */
export function sampleNodes({ nodes }: SessionView, sample: SampleView): readonly SampleNode[] {
  return sample.cells.flatMap(({ node: at, start, length }) => {
    const node = nodes[at];
    return node ? [{ start, end: start + length, node }] : [];
  });
}

/** Position in the list of the message that owns a token, by halving; -1 when none does. */
export function sampleNodeAt(nodes: readonly SampleNode[], token: number): number {
  const at = partitionPoint(nodes, ({ end }) => end <= token);
  return (nodes[at]?.start ?? Number.POSITIVE_INFINITY) <= token ? at : -1;
}
