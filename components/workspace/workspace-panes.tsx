"use client";

import { Group, Panel } from "react-resizable-panels";
import { NodePanel } from "../inspector/node-panel";
import type { NodeChoice } from "../inspector/use-node";
import { Outline } from "../outline/outline";
import { SampleRibbon } from "../ribbon/sample-ribbon";
import { TreePane } from "../tree/tree-pane";
import { PaneHandle } from "./pane-handle";
import { PaneTabs } from "./pane-tabs";
import type { SessionModel } from "./session-model";
import { useIsNarrow } from "./use-is-narrow";
import { useStoredLayout } from "./use-stored-layout";
import { useViewState } from "./view-state";

interface Panes {
  readonly model: SessionModel;
  readonly choice: Omit<NodeChoice, "node">;
}

/** The four regions of a session, side by side where there is room, one at a time on a phone. */
export function WorkspacePanes({ model, choice }: Panes) {
  return useIsNarrow() ? (
    <StackedPanes model={model} choice={choice} />
  ) : (
    <SplitPanes model={model} choice={choice} />
  );
}

function SplitPanes({ model, choice }: Panes) {
  const rows = useStoredLayout("rows");
  const columns = useStoredLayout("columns");
  return (
    <Group orientation="vertical" className="h-full" {...rows}>
      <Panel id="main" minSize={160}>
        <Group orientation="horizontal" {...columns}>
          <Panel id="outline" defaultSize={280} minSize={160} collapsible className="bg-surface">
            <Outline model={model} />
          </Panel>
          <PaneHandle orientation="vertical" label="Width of the outline" />
          <Panel id="tree" minSize={200}>
            <TreePane model={model} />
          </Panel>
          <PaneHandle orientation="vertical" label="Width of the message's panel" />
          <Panel id="node" defaultSize={440} minSize={280} collapsible className="bg-surface">
            <NodePanel model={model} choice={choice} />
          </Panel>
        </Group>
      </Panel>
      <PaneHandle orientation="horizontal" label="Height of the samples" />
      <Panel id="samples" defaultSize={168} minSize={72} collapsible className="bg-surface">
        <SampleRibbon model={model} />
      </Panel>
    </Group>
  );
}

function StackedPanes({ model, choice }: Panes) {
  const [{ pane }] = useViewState();
  return (
    <div className="flex h-full flex-col">
      <div className="min-h-0 flex-1 bg-surface">
        {pane === "outline" && <Outline model={model} />}
        {pane === "tree" && <TreePane model={model} />}
        {pane === "samples" && <SampleRibbon model={model} />}
        {pane === "node" && <NodePanel model={model} choice={choice} />}
      </div>
      <PaneTabs />
    </div>
  );
}
