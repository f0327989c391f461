"use client";

import dynamic from "next/dynamic";
import * as Tabs from "radix-ui/tabs";
import { INSPECTOR_TABS, useViewState } from "@/components/address/view-state";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import type { NodeView } from "@/lib/core/view/session-view";
import { NodeHead } from "./node-head";
import { TextTab } from "./text-tab";

/** Fetched when first opened. */
const TokensTab = dynamic(() => import("./tokens-tab").then((tab) => tab.TokensTab));
const DiffTab = dynamic(() => import("@/components/diff/diff-tab").then((tab) => tab.DiffTab));
const RawTab = dynamic(() => import("./raw-tab").then((tab) => tab.RawTab));

const LABELS: Readonly<Record<(typeof INSPECTOR_TABS)[number], string>> = {
  text: "Text",
  tokens: "Tokens",
  diff: "Diff",
  raw: "Raw",
};

/** Everything about a message: its text, its tokens with their reasons, and the recorded facts. */
export function NodeDetails({
  node,
  model,
  choice,
}: {
  readonly node: NodeView;
  readonly model: SessionModel;
  readonly choice: Omit<NodeChoice, "node">;
}) {
  const [{ tab }, setState] = useViewState();
  const own = { ...choice, node: node.id };
  return (
    <section
      aria-label="Selected message"
      className="flex h-full flex-col [overflow-wrap:anywhere]"
      data-testid="node-panel"
      data-message={node.id}
    >
      <NodeHead node={node} model={model} session={choice.session} />
      <Tabs.Root
        value={tab}
        onValueChange={(value) =>
          setState({ tab: INSPECTOR_TABS.find((known) => known === value) ?? "text" })
        }
        className="flex min-h-0 flex-1 flex-col"
      >
        <Tabs.List aria-label="Views of the message" className="flex gap-4 border-b border-line px-4">
          {INSPECTOR_TABS.map((name) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="-mb-px border-b-2 border-transparent py-2 text-sm text-ink-2 hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {LABELS[name]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="text" className="min-h-0 flex-1 overflow-auto">
          <TextTab choice={own} turns={model.view.turns} />
        </Tabs.Content>
        <Tabs.Content value="tokens" className="min-h-0 flex-1">
          <TokensTab choice={own} />
        </Tabs.Content>
        <Tabs.Content value="diff" className="min-h-0 flex-1 overflow-auto">
          <DiffTab choice={own} />
        </Tabs.Content>
        <Tabs.Content value="raw" className="min-h-0 flex-1 overflow-auto">
          <RawTab choice={own} />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}
