import type { NodeView } from "@/lib/core/view/session-view";

/** How a line of the tree is drawn: what the message at its end starts. */
export type EdgeKind =
  | "line"
  | "branch"
  | "sub-agent"
  | "new conversation"
  | "compaction"
  | "rewrite"
  | "drift"
  | "retry";

/** Reads the kind of the line that leads to a node off its forks and their cause. */
export function edgeKind({ forks, fork_cause: cause }: Pick<NodeView, "forks" | "fork_cause">): EdgeKind {
  if (forks.length === 0) return "line";
  if (cause === "sub-agent" || cause === "new conversation") return cause;
  if (cause === "compaction" || cause === "retry") return cause;
  if (cause === "truncated anchor") return "retry";
  if (forks.includes("token_drift")) return "drift";
  // Another message beside an earlier one is a branch; one in the place of a sampled answer is a rewrite.
  if (forks.includes("rewrite")) return "rewrite";
  const isBranch = cause === null || cause === "rewritten" || cause === "sampled again";
  return isBranch ? "branch" : "rewrite";
}
