"use client";

import { useBackStep } from "@/components/keys/use-back-step";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import type { NodeView } from "@/lib/core/view/session-view";
import { TRANSCRIPT_KEYS } from "./transcript-keys";
import { rowTime, type TranscriptRow } from "./transcript-rows";
import type { useTranscriptRows } from "./use-transcript-rows";

/** The transcript's own keys, by the tree pattern of the ARIA practices. */
export function useTranscriptKeys({
  transcript: { rows, filter, setFilter, fold, foldAll, open },
  nodes,
  current,
  idOf,
  goTo,
}: {
  readonly transcript: ReturnType<typeof useTranscriptRows>;
  readonly nodes: readonly NodeView[];
  /** Index of the row that has the focus. */
  readonly current: number;
  readonly idOf: (row: TranscriptRow | undefined) => string | null;
  /** Gives a row the focus, and selects its message. */
  readonly goTo: (index: number) => void;
}): void {
  const row = rows[current];
  const id = idOf(row);
  const within = (index: number): void => goTo(Math.min(rows.length - 1, Math.max(0, index)));
  const expanded = row?.kind === "message" ? row.expanded : null;
  usePaneShortcuts("transcript", TRANSCRIPT_KEYS, {
    "transcript.next": () => within(current + 1),
    "transcript.previous": () => within(current - 1),
    "transcript.first": () => within(0),
    "transcript.last": () => within(rows.length - 1),
    "transcript.expand": () => {
      if (row?.kind === "bundle") open(row.id);
      else if (expanded === false && id !== null) fold(id, false);
      else if (expanded) within(firstBranch(rows, current));
    },
    "transcript.collapse": () => {
      if (expanded && id !== null) return fold(id, true);
      const outer = row ? outerRow(rows, nodes, row) : -1;
      if (outer >= 0) within(outer);
    },
    "transcript.expand-all": () => foldAll(false),
    "transcript.collapse-all": () => foldAll(true),
  });
  const isFiltered = filter.text !== "" || filter.landmark !== null;
  useBackStep("find", isFiltered ? () => setFilter({ text: "", landmark: null }) : null);
}

/** The row of the message that a row's branch leaves; -1 where it stands in none. */
function outerRow(rows: readonly TranscriptRow[], nodes: readonly NodeView[], row: TranscriptRow): number {
  const levels = new Map(rows.map((other, at) => [rowTime(other), { at, level: other.level }]));
  for (let at = nodes[rowTime(row)]?.parent ?? -1; at >= 0; at = nodes[at]?.parent ?? -1) {
    const above = levels.get(at);
    if (above && above.level < row.level) return above.at;
  }
  return -1;
}

/** The first row below that is one level in: in the order of time it need not be the next one. */
function firstBranch(rows: readonly TranscriptRow[], current: number): number {
  const level = rows[current]?.level ?? 1;
  const branch = rows.findIndex((row, at) => at > current && row.level > level);
  return branch < 0 ? current + 1 : branch;
}
