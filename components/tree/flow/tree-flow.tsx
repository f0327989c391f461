"use client";

import "@xyflow/react/dist/base.css";
import {
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  useStoreApi,
  ViewportPortal,
} from "@xyflow/react";
import { Crosshair, Maximize, Minus, Plus } from "lucide-react";
import { type MouseEvent, useEffect, useEffectEvent, useMemo, useState } from "react";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import type { TreeMode } from "@/components/marks/tree-modes";
import type { LaneMarks } from "@/components/tree/canvas/draw-lanes";
import { LanesCanvas } from "@/components/tree/canvas/lanes-canvas";
import { nextPart, type ShownPart } from "@/components/tree/layout/shown-part";
import { tallPlace } from "@/components/tree/layout/tall-place";
import type { TreeCard, TreeLayout } from "@/components/tree/layout/tree-layout";
import { cardNear, cardsIn, edgesIn } from "@/components/tree/layout/visible-part";
import type { Viewport } from "@/components/tree/layout/whole-viewport";
import { IconButton } from "@/components/ui/icon-button";
import type { SessionView } from "@/lib/core/view/session-view";
import { EdgeLayer } from "./edge-layer";
import { FlowCard, type FlowNode, flowNode, LevelContext } from "./flow-card";
import { FlowMinimap } from "./flow-minimap";
import { TREE_KEYS } from "./tree-keys";
import { usePaneSize } from "./use-pane-size";
import { type TreeMoves, useTreeMoves } from "./use-tree-moves";

const NODE_TYPES = { card: FlowCard };
/** A press beside a small mark means the mark, in px. */
const NEAR_PX = 8;
const ZOOMS = { smallest: 0.02, largest: 1.5 } as const;

export interface TreeFlowProps {
  readonly layout: TreeLayout;
  readonly view: SessionView;
  readonly first: Viewport;
  readonly pane: { readonly width: number; readonly height: number };
  readonly marks: LaneMarks;
  /** How the tree is laid out; `lanes` draws lanes alone, at any scale. */
  readonly mode: TreeMode;
  readonly onSelect: (card: TreeCard) => void;
  readonly onOpen: (card: TreeCard) => void;
  /** Called when what the preview showed is on screen. */
  readonly onReady: () => void;
}

/** The tree that can be moved. Fetched when the page stands: until then a preview shows the same. */
export function TreeFlow(props: TreeFlowProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ layout, view, first, pane, marks, mode, onSelect, onOpen, onReady }: TreeFlowProps) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const [part, setPart] = useState<ShownPart>(() => nextPart(null, layout, first, pane));
  const level = mode === "lanes" ? "lanes" : part.level;
  const nodes = useShownNodes(layout, view, level === "lanes" ? null : part);
  const moves = useTreeMoves(layout, marks, mode);
  usePaneShortcuts("tree", TREE_KEYS, {
    "tree.zoom-out": moves.zoomOut,
    "tree.zoom-in": moves.zoomIn,
    "tree.fit": moves.fit,
    "tree.fit-all": moves.fitAll,
  });
  const onMove = (viewport: Viewport): void => {
    const { width, height } = store.getState();
    setPart((before) => nextPart(before, layout, viewport, width > 0 ? { width, height } : pane));
  };
  const { width, height } = usePaneSize();
  const onResize = useEffectEvent(() => onMove(flow.getViewport()));
  useEffect(() => {
    // A pane that was made larger shows more of the tree without being moved.
    if (width > 0 && height > 0) onResize();
  }, [width, height]);
  const onPaneClick = (event: MouseEvent): void => {
    const card = level === "lanes" ? cardOnLanes(layout, flow.getViewport(), event) : null;
    if (card) onSelect(card);
  };
  return (
    <LevelContext value={level}>
      {level === "lanes" && <LanesCanvas layout={layout} marks={marks} />}
      <ReactFlow
        nodes={nodes}
        nodeTypes={NODE_TYPES}
        defaultViewport={first}
        onMove={(_, viewport) => onMove(viewport)}
        onNodeClick={(_, { data }) => onSelect(data.card)}
        onNodeDoubleClick={(_, { data }) => onOpen(data.card)}
        onPaneClick={onPaneClick}
        attributionPosition="bottom-left"
        onlyRenderVisibleElements
        minZoom={ZOOMS.smallest}
        maxZoom={ZOOMS.largest}
        panOnScroll
        zoomOnDoubleClick={false}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
      >
        {level !== "lanes" && (
          <ViewportPortal>
            <EdgeLayer
              layout={layout}
              view={view}
              cards={nodes.map(({ data }) => data.card)}
              edges={edgesIn(layout, part.area)}
              path={marks.path}
            />
          </ViewportPortal>
        )}
      </ReactFlow>
      <TreeControls {...moves} />
      <FlowMinimap layout={layout} marks={marks} onMove={moves.center} />
      <ReadySignal onReady={onReady} />
    </LevelContext>
  );
}

/** The card whose mark was pressed, or one close by. */
function cardOnLanes(
  layout: TreeLayout,
  viewport: Viewport,
  { currentTarget, clientX, clientY }: MouseEvent,
): TreeCard | null {
  const { left, top, height } = currentTarget.getBoundingClientRect();
  const { x, y, scaleX, scaleY } = tallPlace(layout, viewport, { height });
  const point = { x: (clientX - left - x) / scaleX, y: (clientY - top - y) / scaleY };
  return cardNear(layout, point, { x: NEAR_PX / scaleX, y: NEAR_PX / scaleY });
}

/** Cards keep their objects, so that React Flow sees what is new only. */
function useShownNodes(layout: TreeLayout, view: SessionView, part: ShownPart | null): FlowNode[] {
  const made = useMemo(() => ({ layout, view, nodes: new Map<TreeCard, FlowNode>() }), [layout, view]);
  return useMemo(() => {
    if (!part) return [];
    return cardsIn(made.layout, part.area).map((card) => {
      const known = made.nodes.get(card) ?? flowNode(card, made.view);
      made.nodes.set(card, known);
      return known;
    });
  }, [made, part]);
}

/** Tells when React Flow knows its size and has painted its first cards. */
function ReadySignal({ onReady }: { readonly onReady: () => void }) {
  const isSized = useStore((state) => state.width > 0 && state.panZoom !== null);
  const ready = useEffectEvent(onReady);
  useEffect(() => {
    if (!isSized) return;
    // Sized in one frame, its cards are painted by the end of the next.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => ready());
    });
    return () => cancelAnimationFrame(frame);
  }, [isSized]);
  return null;
}

/** Buttons for what the wheel and two fingers do. */
function TreeControls({ zoomOut, zoomIn, fit, fitAll }: TreeMoves) {
  return (
    <div className="absolute top-2 left-2 z-10 flex rounded-md @max-md:top-auto @max-md:bottom-2 border border-line bg-surface">
      <IconButton label="Zoom out (-)" onClick={zoomOut}>
        <Minus size={16} aria-hidden />
      </IconButton>
      <IconButton label="Zoom in (=)" onClick={zoomIn}>
        <Plus size={16} aria-hidden />
      </IconButton>
      <IconButton label="To the selected message (0)" onClick={fit}>
        <Crosshair size={16} aria-hidden />
      </IconButton>
      <IconButton label="The whole tree (a)" onClick={fitAll}>
        <Maximize size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
