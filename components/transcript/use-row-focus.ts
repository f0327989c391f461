"use client";

import { type RefObject, useEffect, useEffectEvent, useMemo, useState } from "react";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { rowTime, type TranscriptRow } from "./transcript-rows";
import { useRowVirtual } from "./use-row-virtual";
import { useTranscriptKeys } from "./use-transcript-keys";
import type { useTranscriptRows } from "./use-transcript-rows";

/** Which row has the focus, and the keys that move it. What is selected elsewhere is brought into view. */
export function useRowFocus(
  model: SessionModel,
  transcript: ReturnType<typeof useTranscriptRows>,
  bands: ReadonlyMap<number, unknown>,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const { node: selected, selectNode } = useSelection();
  const { nodes } = model.view;
  const { rows } = transcript;
  const idOf = (row: TranscriptRow | undefined): string | null =>
    row?.kind === "message" ? (nodes[row.node]?.id ?? null) : null;
  const selectedRow = useMemo(
    () => rowOf(rows, model.positions.get(selected ?? "")),
    [rows, model, selected],
  );
  // A bundle takes the focus and selects nothing.
  const [bundle, setBundle] = useState<string | null>(null);
  const focusedBundle = rows.findIndex((row) => row.kind === "bundle" && row.id === bundle);
  const current = Math.max(0, focusedBundle >= 0 ? focusedBundle : selectedRow);
  const virtual = useRowVirtual(scroller, { rows, nodes, bands }, current);
  const focusRow = (index: number): void => {
    virtual.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true }),
    );
  };
  const goTo = (index: number): void => {
    const row = rows[index];
    setBundle(row?.kind === "bundle" ? row.id : null);
    if (row?.kind === "message") selectNode(idOf(row));
    focusRow(index);
  };
  useTranscriptKeys({ transcript, nodes, current, idOf, goTo });
  const show = useEffectEvent(() => {
    setBundle(null);
    if (selectedRow < 0) return;
    if (scroller.current?.contains(document.activeElement)) focusRow(selectedRow);
    else virtual.scrollToIndex(selectedRow);
  });
  useEffect(() => {
    if (selected !== null) show();
  }, [selected]);
  return { virtual, current, goTo };
}

/** The row that shows a message; -1 where none does. */
function rowOf(rows: readonly TranscriptRow[], node: number | undefined): number {
  if (node === undefined) return -1;
  return rows.findIndex((row) => row.kind === "message" && rowTime(row) === node);
}
