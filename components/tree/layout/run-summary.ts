import type { NodeView } from "@/lib/core/view/session-view";

export interface RunSummary {
  readonly turns: number;
  readonly firstTurn: number;
  readonly lastTurn: number;
  readonly toolCalls: number;
  readonly driftSpans: number;
  readonly tokens: number;
}

/** What a folded run of nodes says about itself. */
export function runSummary(nodes: readonly NodeView[]): RunSummary {
  const turns = nodes.flatMap((node) => (node.turn === null ? [] : [node.turn]));
  return {
    turns: turns.length,
    firstTurn: Math.min(...nodes.map((node) => node.first_turn)),
    lastTurn: Math.max(...nodes.map((node) => node.turn ?? node.first_turn)),
    toolCalls: nodes.reduce((sum, node) => sum + node.tool_calls.length, 0),
    driftSpans: nodes.reduce((sum, node) => sum + node.drift_spans, 0),
    tokens: nodes.reduce((sum, node) => sum + (node.tokens ?? 0), 0),
  };
}
