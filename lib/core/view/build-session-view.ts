import { groupBy } from "@/lib/core/base/group-by";
import type { DriftCause } from "@/lib/core/causes/drift-cause";
import { type ForkCause, forkCauses } from "@/lib/core/causes/fork-causes";
import { spawningCalls } from "@/lib/core/causes/spawning-calls";
import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { Sample } from "@/lib/core/samples/sample";
import { forkKinds } from "./fork-kinds";
import { messagePreview } from "./message-preview";
import { nodeCounts } from "./node-counts";
import { orderNodes, type PlacedNode } from "./order-nodes";
import { pathTo } from "./path-to";
import { sampleCells } from "./sample-cells";
import { sequenceStarts } from "./sequence-starts";
import type { NodeView, SampleCell, SampleView, SessionView } from "./session-view";
import { turnView } from "./turn-view";

/**
 * Everything the page draws of a session under one policy, without token arrays. Pure: the browser computes the
 * same view when it tries another policy.
 */
export function buildSessionView(recording: Recording, policy: Policy, result: LineariseResult): SessionView {
  const placed = orderNodes(result.tree);
  const nodeOfTurn = new Map<number, number>();
  placed.forEach(({ node }, at) => {
    if (node.turnIndex !== null) nodeOfTurn.set(node.turnIndex, at);
  });
  const { lost, trainedTwice, ...sums } = result.ledger;
  const causes = forkCauses(recording, result);
  const spawned = spawningCalls(recording.turns, causes);
  return {
    policy,
    nodes: nodeViews(recording, placed, result, causes),
    turns: recording.turns.map((turn) =>
      turnView(recording, turn, nodeOfTurn.get(turn.index) ?? null, spawned.get(turn.index) ?? null),
    ),
    samples: result.samples.map((sample) => sampleView(sample, recording, placed, nodeOfTurn)),
    ledger: { ...sums, trained_twice: trainedTwice, lost },
  };
}

function nodeViews(
  recording: Recording,
  placed: readonly PlacedNode[],
  result: LineariseResult,
  named: readonly ForkCause[],
): readonly NodeView[] {
  const forks = forkKinds(placed, result, recording.turns);
  const causes = causesByNode(placed, named);
  const lostByTurn = groupBy(result.ledger.lost, (run) => run.turn);
  return placed.map(({ node, parent, depth, firstTurn }, at) => {
    const runs = node.turnIndex === null ? [] : (lostByTurn.get(node.turnIndex) ?? []);
    const { tokens, counts } = nodeCounts(recording, { turn: node.turnIndex, firstTurn, depth }, runs);
    return {
      id: node.id,
      parent,
      depth,
      role: node.role,
      turn: node.turnIndex,
      first_turn: firstTurn,
      preview: messagePreview(node.message),
      tool_calls: (node.message?.tool_calls ?? []).map((call) => call.function.name),
      forks: forks[at] ?? [],
      fork_cause: causes.get(at) ?? null,
      tokens,
      counts,
      drift_spans: runs.filter((run) => run.fate.state === "realigned").length,
      merged_rewrite: node.mergedRewrite,
    };
  });
}

/** Causes by the node that a fork begins with; where only the ids fork, by the answer of the turn that made it. */
function causesByNode(
  placed: readonly PlacedNode[],
  named: readonly ForkCause[],
): ReadonlyMap<number, DriftCause> {
  const byId = new Map(placed.map(({ node }, at) => [node.id, at]));
  const byTurn = new Map(placed.map(({ node }, at) => [node.turnIndex, at]));
  const causes = new Map<number, DriftCause>();
  for (const { nodeId, turn, cause } of named) {
    const at = nodeId === null ? byTurn.get(turn) : byId.get(nodeId);
    if (at !== undefined) causes.set(at, cause);
  }
  return causes;
}

function sampleView(
  sample: Sample,
  recording: Recording,
  placed: readonly PlacedNode[],
  nodeOfTurn: ReadonlyMap<number, number>,
): SampleView {
  const leaf = nodeOfTurn.get(sample.lastTurn) ?? -1;
  let cells: readonly SampleCell[] | null = null;
  return {
    index: sample.index,
    leaf,
    turns: sample.turns,
    // Forks repeat the cells of what they left, so they are made for the samples that are looked at.
    get cells() {
      cells ??= cellsOf(sample, recording, placed, leaf);
      return cells;
    },
    length: sample.length,
    response_length: sample.responseLength,
    trained_tokens: sample.trainedTokens,
    reward: sample.reward,
    truncated: sample.truncated,
    use_tool: sample.useTool,
    ill_formed: sample.illFormed,
  };
}

function cellsOf(
  sample: Sample,
  recording: Recording,
  placed: readonly PlacedNode[],
  leaf: number,
): readonly SampleCell[] {
  const path = pathTo(placed, leaf);
  const steps = path.map((at) => ({ turn: placed[at]?.node.turnIndex ?? null }));
  return sampleCells(sample, path, sequenceStarts(recording, sample.lastTurn, steps, sample.spans));
}
