"use client";

import { shownPane, useViewState } from "@/components/address/view-state";
import { Pane } from "@/components/keys/pane";
import { lateNodeDetails } from "@/components/node/late-node-details";
import { NodePanel } from "@/components/node/node-panel";
import { Outline } from "@/components/outline/outline";
import { SampleRibbon } from "@/components/samples/sample-ribbon";
import { LEAST_TREE, PANE_RANGES } from "@/components/session/pane-sizes";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import { FoldingPanel } from "@/components/session-page/panes/folding-panel";
import { PaneHandle } from "@/components/session-page/panes/pane-handle";
import { PaneTabs } from "@/components/session-page/panes/pane-tabs";
import { lateTokenPane } from "@/components/token-pane/late-token-pane";
import type { SampleChoice } from "@/components/token-pane/reads/sample-tokens-query";
import { useWarmSample } from "@/components/token-pane/use-warm-sample";
import { TreePane } from "@/components/tree/tree-pane";
import { useAhead } from "@/components/ui/use-ahead";
import { useIsNarrow } from "@/components/ui/use-is-narrow";

const TokenPane = lateTokenPane.Component;

/** The samples make room for the tokens of one of them. */
const SAMPLES_BY_TOKENS_PX = 120;

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
  const samplesPx = tokens ? SAMPLES_BY_TOKENS_PX : PANE_RANGES.samples.usual;
  return (
    // The server assumes that there is room; a narrow screen shows nothing until it knows better, and so moves nothing.
    <div className="flex h-full flex-col max-[801px]:invisible">
      <div data-rest className="flex flex-1" style={{ minHeight: LEAST_TREE.height }}>
        <FoldingPanel name="outline">
          <Outline model={model} />
        </FoldingPanel>
        <PaneHandle name="outline" />
        <div data-rest className="flex-1" style={{ minWidth: LEAST_TREE.width }}>
          <Pane name="tree" className="h-full">
            <TreePane model={model} />
          </Pane>
        </div>
        <PaneHandle name="node" />
        <FoldingPanel name="node">
          <NodePanel model={model} choice={choice} />
        </FoldingPanel>
      </div>
      <PaneHandle name="samples" usual={samplesPx} />
      <FoldingPanel name="samples" usual={samplesPx}>
        <SampleRibbon model={model} onPoint={onPoint} />
      </FoldingPanel>
      {tokens && (
        <>
          <PaneHandle name="tokens" />
          <FoldingPanel name="tokens">
            <TokenPane key={tokens.sample} choice={tokens} model={model} />
          </FoldingPanel>
        </>
      )}
    </div>
  );
}

function StackedPanes({ model, choice }: Panes) {
  const [state] = useViewState();
  const pane = shownPane(state);
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
