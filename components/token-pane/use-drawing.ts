"use client";

import { useMemo } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import type { CardSource } from "@/components/token-pane/card/card-source";
import { changedRanges } from "@/components/token-pane/find/loss-places";
import { DRAWING_PARAMS } from "@/components/token-pane/layout/drawing-params";
import { layoutLines } from "@/components/token-pane/layout/line-layout";
import { MOST_CELLS, type TokenGrid } from "@/components/token-pane/layout/token-grid";
import { forkPlaces, spanNotes, type TokenDrawing } from "@/components/token-pane/lines/token-drawing";
import { overlayCodes } from "@/components/token-pane/reads/overlay-codes";
import { OVERLAY_FACTS } from "@/components/token-pane/reads/overlays";

/** Lays the sample out and colours it as the address says; each step again only when what it depends on changes. */
export function useDrawing(
  { tokens, nodes, model, later }: CardSource,
  grid: TokenGrid | null,
): TokenDrawing {
  const [{ ov, ws, tb, ids }] = useQueryParams(DRAWING_PARAMS);
  const { columns, texts, owners } = tokens;
  const width = grid?.cells ?? MOST_CELLS;
  const mode = ids ? "ids" : ws ? "exact" : "rendered";
  const layout = useMemo(
    () => layoutLines(texts, columns.ids, { width, mode }),
    [texts, columns, width, mode],
  );
  const codes = useMemo(
    () => overlayCodes(ov, { columns, owners, nodes, turns: model.view.turns, later }),
    [ov, columns, owners, nodes, model, later],
  );
  const marks = useMemo(
    () => ({
      nodes,
      notes: spanNotes(columns.spans),
      forks: forkPlaces(nodes),
      changes: changedRanges(columns),
    }),
    [columns, nodes],
  );
  return useMemo(
    () => ({ tokens, layout, codes, steps: OVERLAY_FACTS[ov].steps, apart: tb, ...marks }),
    [tokens, layout, codes, ov, tb, marks],
  );
}
