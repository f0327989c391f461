import { isLandmark, type Landmark } from "@/components/session/landmarks";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";

/** What the transcript is narrowed to: words, and a kind of landmark. */
export interface TranscriptFilter {
  readonly text: string;
  readonly landmark: Landmark | null;
}

interface Filtered {
  readonly nodes: readonly NodeView[];
  readonly turns: readonly TurnView[];
}

const turnOf = (turns: readonly TurnView[], node: NodeView): TurnView | null =>
  node.turn === null ? null : (turns[node.turn - 1] ?? null);

/** Positions of the messages that pass a filter, in the order given; null where nothing is filtered. */
export function filterTranscript(
  { nodes, turns }: Filtered,
  order: readonly number[],
  { text, landmark }: TranscriptFilter,
): readonly number[] | null {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && landmark === null) return null;
  return order.filter((at) => {
    const node = nodes[at];
    if (!node || (landmark !== null && !isLandmark(node, turnOf(turns, node), landmark))) return false;
    const searched =
      `${node.role} ${node.turn === null ? "" : `t${node.turn}`} ${node.preview} ${node.tool_calls.join(" ")}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** How many messages are landmarks of each kind. */
export function landmarkCounts({ nodes, turns }: Filtered): Readonly<Record<Landmark, number>> {
  const count = (kind: Landmark): number =>
    nodes.filter((node) => isLandmark(node, turnOf(turns, node), kind)).length;
  return {
    fork: count("fork"),
    drift: count("drift"),
    loss: count("loss"),
    compaction: count("compaction"),
    error: count("error"),
  };
}
