"use client";

import { useBackStep } from "@/components/keys/use-back-step";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import type { OutlineRow } from "@/components/session/outline-rows";
import { OUTLINE_KEYS } from "./outline-keys";
import type { useOutlineRows } from "./use-outline-rows";

/** The outline's own keys, by the tree pattern of the ARIA practices. */
export function useOutlineKeys({
  outline: { rows, filter, setFilter, fold, foldAll },
  current,
  idOf,
  goTo,
}: {
  readonly outline: ReturnType<typeof useOutlineRows>;
  /** Index of the row that has the focus. */
  readonly current: number;
  readonly idOf: (row: OutlineRow | undefined) => string | null;
  /** Selects a row and gives it the focus. */
  readonly goTo: (index: number) => void;
}): void {
  const row = rows[current];
  const id = idOf(row);
  const within = (index: number): void => goTo(Math.min(rows.length - 1, Math.max(0, index)));
  usePaneShortcuts("outline", OUTLINE_KEYS, {
    "outline.next": () => within(current + 1),
    "outline.previous": () => within(current - 1),
    "outline.first": () => within(0),
    "outline.last": () => within(rows.length - 1),
    "outline.expand": () => {
      if (row?.expanded === false && id !== null) fold(id, false);
      else if (row?.expanded) within(current + 1);
    },
    "outline.collapse": () => {
      if (row?.expanded && id !== null) return fold(id, true);
      const outer = rows.slice(0, current).findLastIndex(({ level }) => level < (row?.level ?? 1));
      if (outer >= 0) within(outer);
    },
    "outline.expand-all": () => foldAll(false),
    "outline.collapse-all": () => foldAll(true),
  });
  const isFiltered = filter.text !== "" || filter.landmark !== null;
  useBackStep("find", isFiltered ? () => setFilter({ text: "", landmark: null }) : null);
}
