import type { NodeView } from "@/lib/core/view/session-view";

/** Messages of a tree told by parents: `[-1, 0, 0]` is a root with two children. A later child is a branch. */
export function messagesFrom(parents: readonly number[]): readonly NodeView[] {
  const seen = new Set<number>();
  return parents.map((parent, at) => {
    const later = seen.has(parent);
    seen.add(parent);
    return {
      id: `n${at}`,
      parent,
      depth: 0,
      role: "user",
      turn: null,
      first_turn: 1,
      preview: "",
      tool_calls: [],
      forks: later ? ["branch"] : [],
      tokens: 1,
      counts: [1, 0, 0, 0, 0, 0, 0],
      fork_cause: null,
      drift_spans: 0,
      merged_rewrite: null,
    };
  });
}
