import type { NodeView } from "@/lib/core/view/session-view";

/**
 * Nodes of a view for tests: user messages without tokens, called `n0`, `n1`, … after their position.
 *
 * @param parents position of each node's parent; -1 for a root.
 * @param facts what is special about some of them, by position.
 */
export function nodeViews(
  parents: readonly number[],
  facts: Readonly<Record<number, Partial<NodeView>>> = {},
): readonly NodeView[] {
  return parents.map((parent, at) => ({
    id: `n${at}`,
    parent,
    depth: 0,
    role: "user",
    turn: null,
    first_turn: 1,
    preview: "",
    tool_calls: [],
    forks: [],
    fork_cause: null,
    tokens: 0,
    counts: [],
    drift_spans: 0,
    merged_rewrite: null,
    ...facts[at],
  }));
}
