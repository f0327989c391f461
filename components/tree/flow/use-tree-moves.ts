"use client";

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef } from "react";
import type { TreeMode } from "@/components/marks/tree-modes";
import type { LaneMarks } from "@/components/tree/canvas/draw-lanes";
import { visibleArea } from "@/components/tree/layout/shown-part";
import { CARD, type TreeCard, type TreeLayout } from "@/components/tree/layout/tree-layout";
import { zoomedPlace } from "@/components/tree/layout/visible-part";
import { wholeViewport } from "@/components/tree/layout/whole-viewport";
import { type PaneSize, usePaneSize } from "./use-pane-size";

const MOVE_MS = 200;
const ZOOM_STEP = 1.2;
/** A selected card is brought up to a scale at which it can be read. */
const READABLE = 0.85;

/** Ways to move the tree. */
export interface TreeMoves {
  zoomOut(): void;
  zoomIn(): void;
  /** Brings the selected message into view, or the whole tree when none is selected. */
  fit(): void;
  /** Brings the whole tree into view. */
  fitAll(): void;
  /** Brings a point of the layout to the middle of the pane, at once. */
  center(x: number, y: number): void;
}

/**
 * Moves the tree on demand, and to a message that was selected elsewhere: in the transcript, with a key, on the rail.
 * A selected message that stands in sight stays there when the pane is made smaller. What grows never moves it.
 */
export function useTreeMoves(
  layout: TreeLayout,
  { selected }: Pick<LaneMarks, "selected">,
  mode: TreeMode,
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
  const zoomBy = (factor: number): void => {
    const { width, height, transform } = store.getState();
    const [x, y, zoom] = transform;
    const place = zoomedPlace(layout, { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom });
    void flow.setCenter(place.x, place.y, { zoom: zoom * factor, duration: duration() });
  };
  const fitAll = (): void =>
    void flow.setViewport(wholeViewport(layout, store.getState()), { duration: duration() });
  const shownMode = useRef(mode);
  const showAll = useEffectEvent(fitAll);
  useEffect(() => {
    // Another way to lay the tree out is seen as a whole first.
    if (shownMode.current === mode) return;
    shownMode.current = mode;
    showAll();
  }, [mode]);
  return {
    zoomOut: () => zoomBy(1 / ZOOM_STEP),
    zoomIn: () => zoomBy(ZOOM_STEP),
    fit: () => {
      if (selected < 0) fitAll();
      else goTo(selected, Math.max(READABLE, flow.getZoom()));
    },
    fitAll,
    center: (x, y) => void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: 0 }),
  };
}
