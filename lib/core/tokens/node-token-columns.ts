import type { Role } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { LostRun } from "@/lib/core/samples/sample";
import { promptMessageRange } from "@/lib/core/view/node-counts";
import type { NodeView, SessionView } from "@/lib/core/view/session-view";
import { stateCode } from "@/lib/core/view/state-code";
import { realignedChanges } from "./realigned-changes";
import { sampleTokenColumns, sequenceIds } from "./sample-token-columns";
import type { TokenColumns } from "./token-columns";
import type { TokenReason, TokenSpan } from "./token-span";

/** Which of a node's tokens are meant. */
export interface NodeTokenQuery {
  /** Position of the node in the view. */
  readonly node: number;
  /** The sample whose states are meant; without it each sampled token has the state that the ledger gives it. */
  readonly sample: number | null;
  /** The turn whose prompt is meant, for a node that came in a prompt; its first one if null. */
  readonly turn: number | null;
}

/**
 * The tokens of one node: as they stand in a sample, or by themselves.
 *
 * @returns null when the node is not in that sample, or when the start of its message was not recorded.
 */
export function nodeTokenColumns(
  recording: Recording,
  view: SessionView,
  result: LineariseResult,
  query: NodeTokenQuery,
): TokenColumns | null {
  const node = view.nodes[query.node];
  if (!node) return null;
  if (query.sample !== null) {
    const sample = result.samples[query.sample];
    const cell = view.samples[query.sample]?.cells.find((candidate) => candidate.node === query.node);
    if (!sample || !cell) return null;
    const columns = sampleTokenColumns(recording, sample, cell.start, cell.start + cell.length);
    return { ...columns, spans: columns.spans.map((span) => withRole(span, node.role)) };
  }
  if (node.turn !== null) return outputColumns(recording, node.turn, view);
  return promptColumns(recording, node, query.turn ?? node.first_turn);
}

/** The sampled tokens of a turn, each in the state that the ledger gives it. */
export function outputColumns(recording: Recording, turnIndex: number, view: SessionView): TokenColumns {
  const turn = recording.turns[turnIndex - 1];
  const ids = turn?.outputIds ?? new Int32Array(0);
  const runs = view.ledger.lost
    .filter((run) => run.turn === turnIndex)
    .sort((left, right) => left.outputStart - right.outputStart);
  const trained: TokenReason = { state: "trained", turn: turnIndex, sample: null };
  const spans: TokenSpan[] = [];
  let at = 0;
  for (const run of runs) {
    if (run.outputStart > at) spans.push({ ...trained, start: at, length: run.outputStart - at });
    spans.push({ ...reasonOfLoss(run), start: run.outputStart, length: run.length });
    at = run.outputStart + run.length;
  }
  if (at < ids.length) spans.push({ ...trained, start: at, length: ids.length - at });
  const states = new Uint8Array(ids.length);
  const changed = new Uint8Array(ids.length);
  for (const span of spans) {
    states.fill(stateCode(span.state), span.start, span.start + span.length);
    if (span.state === "realigned") changed.set(realignedChanges(recording, span).held, span.start);
  }
  return {
    start: recording.prompts.length(turnIndex),
    ids: Int32Array.from(ids),
    states,
    sampled: new Uint8Array(ids.length).fill(1),
    changed,
    logProbs: turn?.outputLogProbs
      ? Float64Array.from(turn.outputLogProbs)
      : new Float64Array(ids.length).fill(Number.NaN),
    spans,
  };
}

function promptColumns(recording: Recording, node: NodeView, turnIndex: number): TokenColumns | null {
  const range = promptMessageRange(recording, turnIndex, node.depth);
  if (!range) return null;
  const ids = sequenceIds(recording, turnIndex, range.start, range.end);
  return contextColumns(ids, range.start, node.role);
}

/** Tokens of a prompt, none of which was sampled there. */
export function contextColumns(ids: Int32Array, start: number, role: Role | null): TokenColumns {
  const { length } = ids;
  return {
    start,
    ids,
    states: new Uint8Array(length).fill(stateCode("context")),
    sampled: new Uint8Array(length),
    changed: new Uint8Array(length),
    logProbs: new Float64Array(length).fill(Number.NaN),
    spans: length === 0 ? [] : [{ state: "context", role, start: 0, length }],
  };
}

function reasonOfLoss({ turn, outputStart, length, fate }: LostRun): TokenReason {
  switch (fate.state) {
    case "realigned":
      return {
        state: "realigned",
        turn,
        by_turn: fate.byTurn,
        held_start: outputStart,
        held_length: length,
        shown: "held",
      };
    case "refused":
      return { state: "refused", turn, reason: fate.reason };
    case "dropped":
      return { state: "dropped", turn, reason: fate.reason };
    default:
      return fate satisfies never;
  }
}

function withRole(span: TokenSpan, role: Role): TokenSpan {
  return span.state === "context" ? { ...span, role } : span;
}
