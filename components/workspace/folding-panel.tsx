"use client";

import { ChevronLeft, ChevronRight, ChevronUp, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Panel } from "react-resizable-panels";
import { Pane } from "../keyboard/pane";
import { PANE_FACTS } from "../keyboard/pane-names";
import { type FoldingPane, usePaneLayout } from "./pane-layout-context";

/** Breadth of what is left of a folded pane: a button that brings it back, in px. */
const STRIP_PX = 28;

/** Where each pane stands, and so which way it unfolds. */
const SIDES: Readonly<Record<FoldingPane, { readonly icon: LucideIcon; readonly isColumn: boolean }>> = {
  outline: { icon: ChevronRight, isColumn: true },
  node: { icon: ChevronLeft, isColumn: true },
  samples: { icon: ChevronUp, isColumn: false },
  tokens: { icon: ChevronUp, isColumn: false },
};

/** A pane that can be resized and folded away; a strip with its name stays, and brings it back. */
export function FoldingPanel({
  name,
  defaultSize,
  minSize,
  children,
}: {
  readonly name: FoldingPane;
  /** In px. */
  readonly defaultSize: number;
  readonly minSize: number;
  readonly children: ReactNode;
}) {
  const layout = usePaneLayout();
  return (
    <Panel
      id={`pane-${name}`}
      panelRef={(panel) => layout.register(name, panel)}
      defaultSize={defaultSize}
      minSize={minSize}
      collapsible
      collapsedSize={STRIP_PX}
      onResize={() => layout.update(name)}
      className="bg-surface"
    >
      {layout.folded.has(name) ? (
        <Strip name={name} onUnfold={() => layout.toggle(name)} />
      ) : (
        <Pane name={name} className="h-full">
          {children}
        </Pane>
      )}
    </Panel>
  );
}

function Strip({ name, onUnfold }: { readonly name: FoldingPane; readonly onUnfold: () => void }) {
  const { icon: Icon, isColumn } = SIDES[name];
  const { label } = PANE_FACTS[name];
  return (
    <button
      type="button"
      onClick={onUnfold}
      aria-label={`Show ${label.toLowerCase()}`}
      className={`flex h-full w-full items-center gap-2 text-xs text-ink-2 hover:bg-raised hover:text-ink ${isColumn ? "flex-col py-3" : "px-4"}`}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className={isColumn ? "[writing-mode:vertical-rl]" : ""}>{label}</span>
    </button>
  );
}
