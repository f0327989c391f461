"use client";

import dynamic from "next/dynamic";
import * as Tabs from "radix-ui/tabs";
import { useViewState } from "@/components/address/view-state";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import type { NodeView } from "@/lib/core/view/session-view";
import { NodeHead } from "./node-head";
import { ReadingTab } from "./reading-tab";

/** Fetched when first opened. */
const DiffTab = dynamic(() => import("@/components/diff/diff-tab").then((tab) => tab.DiffTab));
const RawTab = dynamic(() => import("./raw-tab").then((tab) => tab.RawTab));

const TABS = [
  { name: "text", label: "Text" },
  { name: "diff", label: "Diff" },
  { name: "raw", label: "Raw" },
] as const;

/** Everything about a message: its tokens as text with their reasons, its difference, and the recorded facts. */
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
        // Its text and its tokens are one view.
        value={tab === "tokens" ? "text" : tab}
        onValueChange={(value) => setState({ tab: TABS.find(({ name }) => name === value)?.name ?? "text" })}
        className="flex min-h-0 flex-1 flex-col"
      >
        <Tabs.List aria-label="Views of the message" className="flex gap-4 border-b border-line px-4">
          {TABS.map(({ name, label }) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="-mb-px border-b-2 border-transparent py-2 text-sm text-ink-2 hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="text" className="min-h-0 flex-1">
          <ReadingTab choice={own} node={node} model={model} />
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
