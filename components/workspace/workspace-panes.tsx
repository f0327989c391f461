"use client";

import { Group, Panel } from "react-resizable-panels";
import { lateNodeDetails } from "../inspector/late-node-details";
import { NodePanel } from "../inspector/node-panel";
import type { NodeChoice } from "../inspector/use-node";
import { Pane } from "../keyboard/pane";
import { Outline } from "../outline/outline";
import { SampleRibbon } from "../ribbon/sample-ribbon";
import { lateTokenPane } from "../token-pane/late-token-pane";
import type { SampleChoice } from "../token-pane/sample-tokens-query";
import { useWarmSample } from "../token-pane/use-warm-sample";
import { TreePane } from "../tree/tree-pane";
import { useAhead } from "../ui/use-ahead";
import { FoldingPanel } from "./folding-panel";
import { PaneHandle } from "./pane-handle";
import { PaneTabs } from "./pane-tabs";
import type { SessionModel } from "./session-model";
import { useIsNarrow } from "./use-is-narrow";
import { useStoredLayout } from "./use-stored-layout";
import { useViewState } from "./view-state";

const TokenPane = lateTokenPane.Component;

interface Panes {
  readonly model: SessionModel;
  readonly choice: Omit<NodeChoice, "node">;
}

/** The four regions of a session, side by side where there is room, one at a time on a phone. */
export function WorkspacePanes({ model, choice }: Panes) {
  const pointAt = usePointAtSample({ model, choice });
  useAhead(() => {
    lateNodeDetails.load();
    pointAt(choice.sample ?? 0);
  });
  return useIsNarrow() ? (
    <StackedPanes model={model} choice={choice} />
  ) : (
    <SplitPanes model={model} choice={choice} />
  );
}

function SplitPanes({ model, choice }: Panes) {
  const tokens = sampleChoice(model, choice, choice.sample);
  const onPoint = usePointAtSample({ model, choice });
  const rows = useStoredLayout(tokens ? "rows-with-tokens" : "rows");
  const columns = useStoredLayout("columns");
  return (
    <Group orientation="vertical" className="h-full" {...rows}>
      <Panel id="pane-main" minSize={160}>
        <Group orientation="horizontal" {...columns}>
          <FoldingPanel name="outline" defaultSize={280} minSize={160}>
            <Outline model={model} />
          </FoldingPanel>
          <PaneHandle orientation="vertical" label="Width of the outline" />
          <Panel id="pane-tree" minSize={200}>
            <Pane name="tree" className="h-full">
              <TreePane model={model} />
            </Pane>
          </Panel>
          <PaneHandle orientation="vertical" label="Width of the message's panel" />
          <FoldingPanel name="node" defaultSize={440} minSize={280}>
            <NodePanel model={model} choice={choice} />
          </FoldingPanel>
        </Group>
      </Panel>
      <PaneHandle orientation="horizontal" label="Height of the samples" />
      <FoldingPanel name="samples" defaultSize={tokens ? 120 : 168} minSize={72}>
        <SampleRibbon model={model} onPoint={onPoint} />
      </FoldingPanel>
      {tokens && (
        <>
          <PaneHandle orientation="horizontal" label="Height of the tokens" />
          <FoldingPanel name="tokens" defaultSize={340} minSize={96}>
            <TokenPane key={tokens.sample} choice={tokens} model={model} />
          </FoldingPanel>
        </>
      )}
    </Group>
  );
}

function StackedPanes({ model, choice }: Panes) {
  const [{ pane }] = useViewState();
  const tokens = sampleChoice(model, choice, choice.sample);
  const onPoint = usePointAtSample({ model, choice });
  return (
    <div className="flex h-full flex-col">
      <div className="min-h-0 flex-1 bg-surface">
        {pane === "outline" && (
          <Pane name="outline" className="h-full">
            <Outline model={model} />
          </Pane>
        )}
        {pane === "tree" && (
          <Pane name="tree" className="h-full">
            <TreePane model={model} />
          </Pane>
        )}
        {pane === "samples" && (
          <div className="flex h-full flex-col">
            <div className={tokens ? "h-2/5" : "h-full"}>
              <Pane name="samples" className="h-full">
                <SampleRibbon model={model} onPoint={onPoint} />
              </Pane>
            </div>
            {tokens && (
              <div className="min-h-0 flex-1">
                <Pane name="tokens" className="h-full">
                  <TokenPane key={tokens.sample} choice={tokens} model={model} />
                </Pane>
              </div>
            )}
          </div>
        )}
        {pane === "node" && (
          <Pane name="node" className="h-full">
            <NodePanel model={model} choice={choice} />
          </Pane>
        )}
      </div>
      <PaneTabs />
    </div>
  );
}

/** Readies the sample that the reader points at, so that it is there when it is opened. */
function usePointAtSample({ model, choice }: Panes): (sample: number) => void {
  const warm = useWarmSample();
  return (sample) => {
    const pointedAt = sampleChoice(model, choice, sample);
    if (pointedAt) warm(pointedAt);
  };
}

/** What the token pane reads of a sample; null when there is none. */
function sampleChoice(
  { view }: SessionModel,
  choice: Panes["choice"],
  index: number | null,
): SampleChoice | null {
  const sample = index === null ? undefined : view.samples[index];
  const node = sample && view.nodes[sample.leaf];
  return sample && node ? { ...choice, node: node.id, sample: sample.index, tokens: sample.length } : null;
}
