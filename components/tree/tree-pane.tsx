"use client";

import "@xyflow/react/dist/base.css";
import { Panel, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { useMemo, useRef } from "react";
import { IconButton } from "../ui/icon-button";
import { useSelection } from "../workspace/selection-context";
import type { SessionModel } from "../workspace/session-model";
import { firstViewport } from "./first-viewport";
import { type CardNode, flowElements } from "./flow-elements";
import { ForkEdge } from "./fork-edge";
import { NodeCard } from "./node-card";
import { RunCard } from "./run-card";
import { layoutTree, type TreeLayout } from "./tree-layout";

const NODE_TYPES = { card: NodeCard, run: RunCard };
const EDGE_TYPES = { fork: ForkEdge };

/** The tree as a graph. The outline is the accessible tree; this is a second view of the same nodes. */
export function TreePane({ model }: { readonly model: SessionModel }) {
  const { expanded } = useSelection();
  const { nodes } = model.view;
  const layout = useMemo(() => layoutTree(nodes, expanded), [nodes, expanded]);
  return (
    <ReactFlowProvider>
      <TreeCanvas layout={layout} model={model} />
    </ReactFlowProvider>
  );
}

function TreeCanvas({ layout, model }: { readonly layout: TreeLayout; readonly model: SessionModel }) {
  const { selectNode, toggleRun } = useSelection();
  const flow = useReactFlow();
  const pane = useRef<HTMLDivElement>(null);
  const elements = useMemo(() => flowElements(layout, model.view.nodes), [layout, model]);
  const fit = (): void => {
    if (pane.current) void flow.setViewport(firstViewport(layout, pane.current.getBoundingClientRect()));
  };
  return (
    <div ref={pane} className="h-full w-full" data-testid="tree">
      <ReactFlow
        nodes={elements.nodes}
        edges={elements.edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onInit={fit}
        onNodeClick={(_, { data }: CardNode) => selectNode(data.nodes[0]?.id ?? null)}
        onNodeDoubleClick={(_, { id, type }) => type === "run" && toggleRun(id)}
        onlyRenderVisibleElements
        minZoom={0.05}
        maxZoom={1.5}
        zoomOnDoubleClick={false}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
      >
        <Panel position="bottom-left" className="flex rounded-md border border-line bg-surface">
          <IconButton label="Zoom out" onClick={() => flow.zoomOut()}>
            <Minus size={16} aria-hidden />
          </IconButton>
          <IconButton label="Zoom in" onClick={() => flow.zoomIn()}>
            <Plus size={16} aria-hidden />
          </IconButton>
          <IconButton label="Back to the root" onClick={fit}>
            <Maximize size={16} aria-hidden />
          </IconButton>
        </Panel>
      </ReactFlow>
    </div>
  );
}
