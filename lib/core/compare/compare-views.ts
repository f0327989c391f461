import { type CausedEvent, forkEvents, tallyCauses } from "@/lib/core/causes/tally-causes";
import { type AlignedMessage, alignMessages } from "@/lib/core/diff/align-messages";
import type { Message } from "@/lib/core/message/message";
import { alignIds } from "@/lib/core/tokens/align-ids";
import { type BranchRanges, branchRanges } from "@/lib/core/tokens/branch-ranges";
import { branchTokenColumns } from "@/lib/core/tokens/branch-token-columns";
import { sequenceIds } from "@/lib/core/tokens/sample-token-columns";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { SessionView } from "@/lib/core/view/session-view";
import { sparedByTurn } from "@/lib/core/view/spared-by-turn";
import type { RecordingView } from "@/lib/core/view/view-recording";
import { branchesOf } from "./branches-of";
import type {
  ComparedMessage,
  ComparedRow,
  Comparison,
  ComparisonSide,
  MessageDifference,
  SideFigures,
  SideTally,
} from "./comparison";
import { type HeldStates, heldStates } from "./held-states";

/** A session under a policy, and the message up to which it is compared; null for its latest. */
export interface ComparedView extends RecordingView, Pick<ComparisonSide, "session" | "settings"> {
  readonly node: string | null;
}

/**
 * Two recordings, two branches of one, or one under two policies: figures of both, and their messages aligned, with
 * what differs in each. Tokens are compared as the sample that holds each side's branch has them; where none does, as
 * the branch's last turn does.
 *
 * @example
 * compareViews(strict, slime).rows; // [{ kind: "same", differs: ["states"], … }]
 */
export function compareViews(a: ComparedView, b: ComparedView): Comparison {
  const [pathA, pathB] = [pathOf(a), pathOf(b)];
  const rows = alignMessages(pathA.messages, pathB.messages).map((row) => comparedRow(row, pathA, pathB));
  return { a: sideOf(a, pathA), b: sideOf(b, pathB), rows };
}

interface ComparedPath {
  readonly compared: ComparedView;
  readonly ranges: BranchRanges | null;
  readonly messages: readonly (Message | null)[];
  readonly held: ReadonlyMap<number, HeldStates>;
}

function pathOf(compared: ComparedView): ComparedPath {
  const { result, view, node } = compared;
  const at = node === null ? latestAnswer(view) : view.nodes.findIndex(({ id }) => id === node);
  const ranges = at < 0 ? null : branchRanges(compared, at);
  const messages = new Map<string, Message | null>();
  const pending: MessageNode[] = [...result.tree];
  for (let next = pending.pop(); next; next = pending.pop()) {
    messages.set(next.id, next.message);
    for (const child of next.children) pending.push(child);
  }
  return {
    compared,
    ranges,
    held: ranges ? heldStates(compared, ranges) : new Map(),
    messages: (ranges?.path ?? []).map((position) => messages.get(view.nodes[position]?.id ?? "") ?? null),
  };
}

/** The answer of the last turn of the conversation; of any turn where all are auxiliary. */
function latestAnswer({ turns }: SessionView): number {
  const last =
    turns.findLast(({ node, auxiliary }) => node !== null && auxiliary === "none") ??
    turns.findLast(({ node }) => node !== null);
  return last?.node ?? -1;
}

function comparedRow(row: AlignedMessage, pathA: ComparedPath, pathB: ComparedPath): ComparedRow {
  const [a, b] = [comparedMessage(pathA, row.a), comparedMessage(pathB, row.b)];
  const changed = a && b ? changedTokens([pathA, a], [pathB, b]) : null;
  const differs: MessageDifference[] = [];
  if (row.kind !== "same") differs.push("message");
  if (changed && changed.a + changed.b > 0) differs.push("tokens");
  const wasSampled = a?.turn != null || b?.turn != null;
  if (a && b && wasSampled && a.counts.join() !== b.counts.join()) differs.push("states");
  if (changed?.a === 0 && changed.b === 0 && statesOf(pathA, row.a) !== statesOf(pathB, row.b))
    differs.push("sample");
  if (a && b && JSON.stringify(a.drift) !== JSON.stringify(b.drift)) differs.push("drift");
  const at = pathA.ranges?.path[row.a] ?? -1;
  const node = row.a >= 0 ? pathA.compared.view.nodes[at] : nodeAt(pathB, row.b);
  return { kind: row.kind, cause: row.cause, role: node?.role ?? "assistant", a, b, differs, changed };
}

function nodeAt({ compared, ranges }: ComparedPath, step: number) {
  return compared.view.nodes[ranges?.path[step] ?? -1];
}

function comparedMessage(path: ComparedPath, step: number): ComparedMessage | null {
  const node = step < 0 ? undefined : nodeAt(path, step);
  if (!node) return null;
  const bounds = path.ranges?.bounds;
  return {
    node: node.id,
    turn: node.turn,
    preview: node.preview,
    start: bounds?.[step] ?? null,
    end: bounds?.[step + 1] ?? null,
    counts: node.counts,
    held: path.held.get(step) ?? null,
    drift: node.turn === null ? null : (path.compared.view.turns[node.turn - 1]?.drift ?? null),
  };
}

function changedTokens(
  [pathA, a]: readonly [ComparedPath, ComparedMessage],
  [pathB, b]: readonly [ComparedPath, ComparedMessage],
): ComparedRow["changed"] {
  const [idsA, idsB] = [idsOf(pathA, a), idsOf(pathB, b)];
  if (!idsA || !idsB) return null;
  let [ofA, ofB] = [0, 0];
  for (const run of alignIds(idsA, idsB)) {
    if (run.equal) continue;
    ofA += run.aLength;
    ofB += run.bLength;
  }
  return { a: ofA, b: ofB };
}

/** The states of a message's tokens in the sample shown, as one text. */
function statesOf({ compared, ranges }: ComparedPath, step: number): string {
  return (ranges && branchTokenColumns(compared, ranges, step)?.states.join("")) ?? "";
}

function idsOf({ compared, ranges }: ComparedPath, { start, end }: ComparedMessage): Int32Array | null {
  if (!ranges || start === null || end === null) return null;
  return sequenceIds(compared.recording, ranges.turn, start, end);
}

function sideOf(compared: ComparedView, { ranges }: ComparedPath): ComparisonSide {
  const { view, session, settings } = compared;
  const { branches, count } = branchesOf(view);
  const leaf = view.nodes[ranges?.path.at(-1) ?? -1];
  return {
    session,
    policy: view.policy,
    settings,
    figures: figuresOf(view),
    causes: causesOf(compared),
    branch: leaf
      ? {
          node: leaf.id,
          turn: leaf.turn ?? leaf.first_turn,
          messages: leaf.depth + 1,
          preview: leaf.preview,
        }
      : null,
    branches,
    branch_count: count,
    sample: sampleOf(compared, ranges),
    turn: ranges?.bounds ? ranges.turn : null,
  };
}

function sampleOf({ view }: ComparedView, ranges: BranchRanges | null): ComparisonSide["sample"] {
  const sample = view.samples[ranges?.sample ?? -1];
  return sample ? { index: sample.index, length: sample.length } : null;
}

function figuresOf({ nodes, turns, samples, ledger }: SessionView): SideFigures {
  const suffered = turns.reduce(
    (sum, { drift }) => sum + (drift?.kind === "suffered" ? drift.changed_tokens : 0),
    0,
  );
  const { sampled, trained, realigned, refused, dropped } = ledger;
  return {
    turns: turns.length,
    forks: nodes.filter(({ fork_cause }) => fork_cause !== null).length,
    drift_spans: nodes.reduce((sum, { drift_spans }) => sum + drift_spans, 0),
    drift_suffered: suffered,
    drift_spared: [...sparedByTurn({ nodes, turns }).values()].reduce((sum, tokens) => sum + tokens, 0),
    samples: samples.length,
    sampled,
    trained,
    realigned,
    refused,
    dropped,
    longest_sample: samples.reduce((longest, { length }) => Math.max(longest, length), 0),
    total_tokens: samples.reduce((sum, { length }) => sum + length, 0),
  };
}

/** Forks by the sampled tokens of the turn that was left, drift by the tokens that the other prompt changes. */
function causesOf({ recording, result, view }: ComparedView): readonly SideTally[] {
  const own = sparedByTurn(view);
  const drifts = view.turns.flatMap(({ drift, index }): CausedEvent<SideTally["subject"]>[] => {
    if (!drift) return [];
    const tokens = drift.kind === "spared" ? (own.get(index) ?? drift.changed_tokens) : drift.changed_tokens;
    return tokens > 0 ? [{ subject: `drift ${drift.kind}`, cause: drift.cause, tokens }] : [];
  });
  return tallyCauses([...forkEvents(recording, result), ...drifts]);
}
