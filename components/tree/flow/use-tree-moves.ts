"use client";

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef } from "react";
import type { LaneMarks } from "@/components/tree/canvas/draw-lanes";
import type { Viewport } from "@/components/tree/layout/first-viewport";
import { visibleArea } from "@/components/tree/layout/shown-part";
import { CARD, type TreeCard, type TreeLayout } from "@/components/tree/layout/tree-layout";
import { type PaneSize, usePaneSize } from "./use-pane-size";

const MOVE_MS = 200;
/** A selected card is brought up to a scale at which it can be read. */
const READABLE = 0.85;

/** Ways to move the tree. */
export interface TreeMoves {
  zoomOut(): void;
  zoomIn(): void;
  /** Brings the selected message into view, or the tree's beginning when none is selected. */
  fit(): void;
  /** Brings a point of the layout to the middle of the pane, at once. */
  center(x: number, y: number): void;
}

/**
 * Moves the tree on demand, and to a message that was selected elsewhere: in the outline, with a key, on the rail.
 * A selected message that stands in sight stays there when the pane is made smaller. What grows never moves it.
 */
export function useTreeMoves(
  layout: TreeLayout,
  { selected }: Pick<LaneMarks, "selected">,
  first: Viewport,
): TreeMoves {
  const flow = useReactFlow();
  const store = useStoreApi();
  const duration = (): number =>
    window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOVE_MS;
  const goTo = (at: number, zoom: number): void => {
    const card = layout.cards[at];
    if (!card) return;
    const [x, y] = [card.x + CARD.width / 2, card.y + CARD.height / 2];
    void flow.setCenter(x, y, { zoom, duration: duration() });
  };
  const id = layout.cards[selected]?.id ?? null;
  const shownId = useRef(id);
  const isInside = (card: TreeCard, pane: PaneSize): boolean => {
    const [x, y, zoom] = store.getState().transform;
    const area = visibleArea({ x, y, zoom }, pane);
    return (
      card.x >= area.x &&
      card.y >= area.y &&
      card.x + CARD.width <= area.x + area.width &&
      card.y + CARD.height <= area.y + area.height
    );
  };
  const follow = useEffectEvent(() => {
    const { width, height, transform } = store.getState();
    const card = layout.cards[selected];
    if (card && width > 0 && !isInside(card, { width, height })) goTo(selected, transform[2]);
  });
  useEffect(() => {
    if (shownId.current === id) return;
    shownId.current = id;
    follow();
  }, [id]);
  const { width, height } = usePaneSize();
  const sized = useRef<PaneSize>({ width, height });
  const keepInSight = useEffectEvent((before: PaneSize) => {
    const card = layout.cards[selected];
    if (card && before.width > 0 && isInside(card, before)) follow();
  });
  useEffect(() => {
    const before = sized.current;
    sized.current = { width, height };
    keepInSight(before);
  }, [width, height]);
  const shownFirst = useRef(first.zoom);
  const scale = useEffectEvent(() => void flow.setViewport(first, { duration: duration() }));
  useEffect(() => {
    // The other way to lay the tree out begins at its own scale.
    if (shownFirst.current === first.zoom) return;
    shownFirst.current = first.zoom;
    scale();
  }, [first.zoom]);
  return {
    zoomOut: () => void flow.zoomOut({ duration: duration() }),
    zoomIn: () => void flow.zoomIn({ duration: duration() }),
    fit: () => {
      if (selected < 0) void flow.setViewport(first, { duration: duration() });
      else goTo(selected, Math.max(READABLE, flow.getZoom()));
    },
    center: (x, y) => void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: 0 }),
  };
}
