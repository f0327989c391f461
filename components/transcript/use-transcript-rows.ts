"use client";

import { useMemo, useState } from "react";
import type { SessionModel } from "@/components/session/session-model";
import { pathTo } from "@/lib/core/view/path-to";
import { filterTranscript, landmarkCounts, type TranscriptFilter } from "./filter-transcript";
import { type MessageEntry, type TranscriptRow, transcriptRows } from "./transcript-rows";

const NOTHING: TranscriptFilter = { text: "", landmark: null };
const NONE: ReadonlySet<string> = new Set();

/** The rows that the transcript shows: unfolded as far as the reader wants, or those that pass the filter. */
export function useTranscriptRows(model: SessionModel, selected: string | null) {
  const { nodes, turns } = model.view;
  const [folded, setFolded] = useState(NONE);
  const [opened, setOpened] = useState(NONE);
  const [filter, setFilter] = useState(NOTHING);
  const [shownFor, setShownFor] = useState<string | null>(null);
  const all = useMemo(() => transcriptRows(nodes, folded, opened), [nodes, folded, opened]);
  if (selected !== shownFor) {
    // What is selected elsewhere is shown here, so the branches that hold it are unfolded.
    setShownFor(selected);
    const path = pathTo(nodes, model.positions.get(selected ?? "") ?? -1);
    const above = new Set(path.slice(0, -1).flatMap((at) => nodes[at]?.id ?? []));
    if ([...folded].some((id) => above.has(id)))
      setFolded(new Set([...folded].filter((id) => !above.has(id))));
    const held = all.flatMap((row) =>
      row.kind === "bundle"
        ? row.starts.flatMap((start) => (path.includes(start) ? (nodes[start]?.id ?? []) : []))
        : [],
    );
    if (held.length > 0) setOpened(new Set([...opened, ...held]));
  }
  const counts = useMemo(() => landmarkCounts({ nodes, turns }), [nodes, turns]);
  const found = useMemo(
    () =>
      filterTranscript(
        { nodes, turns },
        nodes.map((_, at) => at),
        filter,
      ),
    [nodes, turns, filter],
  );
  const rows: readonly TranscriptRow[] = useMemo(
    () => (found === null ? all : found.map((node, at) => flatRow(node, at, found.length))),
    [all, found],
  );
  const fold = (id: string, isFolded: boolean): void =>
    setFolded((known) => {
      const next = new Set(known);
      if (isFolded) next.add(id);
      else next.delete(id);
      return next;
    });
  const foldAll = (isFolded: boolean): void => {
    const forked = all.flatMap((row) => (row.kind === "message" && row.branches > 0 ? [row.node] : []));
    const bundles = all.flatMap((row) => (row.kind === "bundle" ? [row.id] : []));
    setFolded(isFolded ? new Set(forked.flatMap((at) => nodes[at]?.id ?? [])) : NONE);
    setOpened(isFolded ? NONE : new Set([...opened, ...bundles]));
  };
  const open = (id: string): void => setOpened((known) => new Set([...known, id]));
  return { rows, counts, found: found?.length ?? null, filter, setFilter, fold, foldAll, open };
}

function flatRow(node: number, at: number, of: number): MessageEntry {
  return { kind: "message", node, level: 1, place: at + 1, of, branches: 0, expanded: null };
}
