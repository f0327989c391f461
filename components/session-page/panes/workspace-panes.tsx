"use client";

import { shownPane, useViewState } from "@/components/address/view-state";
import { Pane } from "@/components/keys/pane";
import { lateNodeDetails } from "@/components/node/late-node-details";
import { NodePanel } from "@/components/node/node-panel";
import { usePaneLayout } from "@/components/session/pane-layout-context";
import { LEAST_TREE } from "@/components/session/pane-sizes";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import { useTreeShown } from "@/components/session/use-tree-shown";
import { FoldingPanel } from "@/components/session-page/panes/folding-panel";
import { PaneHandle } from "@/components/session-page/panes/pane-handle";
import { PaneTabs } from "@/components/session-page/panes/pane-tabs";
import { lateTokenPane } from "@/components/token-pane/late-token-pane";
import type { SampleChoice } from "@/components/token-pane/reads/sample-tokens-query";
import { useWarmSample } from "@/components/token-pane/use-warm-sample";
import { Transcript } from "@/components/transcript/transcript";
import { TreePane } from "@/components/tree/tree-pane";
import { useAhead } from "@/components/ui/use-ahead";
import { useIsNarrow } from "@/components/ui/use-is-narrow";

const TokenPane = lateTokenPane.Component;

interface Panes {
  readonly model: SessionModel;
  readonly choice: Omit<NodeChoice, "node">;
}

/** Transcript, tree, message and tokens of a session, side by side where there is room, one at a time on a phone. */
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
  const { folded } = usePaneLayout();
  const { isShown, isAutomatic } = useTreeShown();
  // Where no tree takes what is left, the message does. The server does not know the width; the style sheet does.
  const grows = !isShown ? "grow" : isAutomatic ? "max-[1199px]:grow" : "";
  return (
    // The server assumes that there is room; a narrow screen shows nothing until it knows better, and so moves nothing.
    <div className="flex h-full flex-col max-[801px]:invisible">
      <div data-rest className="flex flex-1" style={{ minHeight: LEAST_TREE.height }}>
        <FoldingPanel name="transcript" grows={folded.has("node") ? grows : ""}>
          <Transcript model={model} onPoint={onPoint} />
        </FoldingPanel>
        <PaneHandle name="transcript" />
        {isShown && (
          <>
            <div
              data-rest
              className={`flex-1 ${isAutomatic ? "max-[1199px]:hidden" : ""}`}
              style={{ minWidth: LEAST_TREE.width }}
            >
              <Pane name="tree" className="h-full">
                <TreePane model={model} />
              </Pane>
            </div>
            <PaneHandle name="node" />
          </>
        )}
        <FoldingPanel name="node" grows={grows}>
          <NodePanel model={model} choice={choice} />
        </FoldingPanel>
      </div>
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
  const shown = {
    transcript: <Transcript model={model} onPoint={onPoint} />,
    tree: <TreePane model={model} />,
    node: <NodePanel model={model} choice={choice} />,
    tokens: tokens && <TokenPane key={tokens.sample} choice={tokens} model={model} />,
  } as const;
  return (
    <div className="flex h-full flex-col">
      <div className="min-h-0 flex-1 bg-surface">
        <Pane key={pane} name={pane} className="h-full">
          {shown[pane]}
        </Pane>
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
