"use client";

import { useMemo, useState } from "react";
import { type OutlineRow, outlineRows } from "@/components/session/outline-rows";
import type { SessionModel } from "@/components/session/session-model";
import { pathTo } from "@/lib/core/view/path-to";
import { filterOutline, landmarkCounts, type OutlineFilter } from "./filter-outline";

const NOTHING: OutlineFilter = { text: "", landmark: null };

/** The rows that the outline shows: unfolded as far as the reader wants, or those that pass the filter. */
export function useOutlineRows(model: SessionModel, selected: string | null) {
  const { nodes, turns } = model.view;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [filter, setFilter] = useState(NOTHING);
  const [shownFor, setShownFor] = useState(selected);
  if (selected !== shownFor) {
    // What is selected elsewhere is shown here, so the branches that hold it are unfolded.
    setShownFor(selected);
    const above = pathTo(nodes, model.positions.get(selected ?? "") ?? -1).slice(0, -1);
    const ids = above.flatMap((at) => nodes[at]?.id ?? []).filter((id) => folded.has(id));
    if (ids.length > 0) setFolded(new Set([...folded].filter((id) => !ids.includes(id))));
  }
  const all = useMemo(() => outlineRows(nodes, folded), [nodes, folded]);
  const counts = useMemo(() => landmarkCounts({ nodes, turns }), [nodes, turns]);
  const found = useMemo(() => {
    const order = outlineRows(nodes).map(({ node }) => node);
    return filterOutline({ nodes, turns }, order, filter);
  }, [nodes, turns, filter]);
  const rows = useMemo(
    () => (found === null ? all : found.map((node, at) => flatRow(node, at, found.length))),
    [all, found],
  );
  const fold = (id: string, isFolded: boolean): void => {
    const next = new Set(folded);
    if (isFolded) next.add(id);
    else next.delete(id);
    setFolded(next);
  };
  const foldAll = (isFolded: boolean): void =>
    setFolded(
      new Set(
        isFolded
          ? all.filter(({ branches }) => branches > 0).flatMap(({ node }) => nodes[node]?.id ?? [])
          : [],
      ),
    );
  return { rows, counts, found: found?.length ?? null, filter, setFilter, fold, foldAll };
}

function flatRow(node: number, at: number, of: number): OutlineRow {
  return { node, level: 1, place: at + 1, of, branches: 0, expanded: null };
}
