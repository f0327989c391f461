import { standsAt } from "@/lib/core/base/stands-at";
import type { Role } from "@/lib/core/message/message";
import type { NodeView } from "@/lib/core/view/session-view";
import type { RecordingView } from "@/lib/core/view/view-recording";
import type { BranchRanges } from "./branch-ranges";
import { joinTokenColumns } from "./join-token-columns";
import { contextColumns, outputColumns } from "./node-token-columns";
import { sampleTokenColumns, sequenceIds } from "./sample-token-columns";
import { sliceTokenColumns } from "./slice-token-columns";
import type { TokenColumns } from "./token-columns";

/**
 * A message of a branch with the state of each token in the sample that holds the branch: what the export writes of
 * it. What a cut leaves out of the sample, or a branch that no sample holds, has the states of the ledger.
 *
 * @param step the message's place in the branch, from 0.
 * @returns null when there is no such message, or no token ids were recorded.
 *
 * @example
 * const columns = branchTokenColumns(shown, branchRanges(shown, 3), 1);
 * columns.states[0] === stateCode("trained"); // the exported loss_mask is 1 at columns.start
 */
export function branchTokenColumns(
  shown: RecordingView,
  ranges: BranchRanges,
  step: number,
): TokenColumns | null {
  const [start, end] = [ranges.bounds?.[step], ranges.bounds?.[step + 1]];
  const node = shown.view.nodes[ranges.path[step] ?? -1];
  if (!node || start === undefined || end === undefined) return null;
  const sample = ranges.sample === null ? undefined : shown.result.samples[ranges.sample];
  const cut = Math.max(start, Math.min(end, sample?.length ?? 0));
  const parts: TokenColumns[] = [];
  if (sample && cut > start) {
    const { spans, ...held } = sampleTokenColumns(shown.recording, sample, start, cut);
    parts.push({
      ...held,
      spans: spans.map((span) => (span.state === "context" ? { ...span, role: contextRole(node) } : span)),
    });
  }
  if (cut < end || parts.length === 0) {
    const loose = looseColumns(shown, node, ranges.turn, { start, end });
    parts.push(sliceTokenColumns(loose, cut - start, end - start));
  }
  return joinTokenColumns(parts);
}

/** A message outside of all samples: its sampled tokens as the ledger has them, with what stands around them. */
function looseColumns(
  { recording, view }: RecordingView,
  node: NodeView,
  turn: number,
  { start, end }: { readonly start: number; readonly end: number },
): TokenColumns {
  const ids = sequenceIds(recording, turn, start, end);
  const around = (from: number, to: number) =>
    contextColumns(ids.slice(from, to), start + from, contextRole(node));
  const output = node.turn === null ? null : outputColumns(recording, node.turn, view);
  const at = output && output.ids.length > 0 ? placeOf(output.ids, ids) : -1;
  if (!output || at < 0) return around(0, ids.length);
  return joinTokenColumns([
    around(0, at),
    { ...output, start: start + at },
    around(at + output.ids.length, ids.length),
  ]);
}

/** The tokens of the template around a sampled answer, or in its place, belong to no message. */
function contextRole({ role, turn }: NodeView): Role | null {
  return turn === null ? role : null;
}

/** Where one list of ids stands in another; -1 where it does not. */
function placeOf(wanted: Int32Array, ids: Int32Array): number {
  for (let at = 0; at + wanted.length <= ids.length; at++) {
    if (standsAt(wanted, ids, at)) return at;
  }
  return -1;
}
