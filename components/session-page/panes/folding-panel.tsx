"use client";

import { ChevronLeft, ChevronRight, ChevronUp, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Pane } from "@/components/keys/pane";
import { PANE_FACTS } from "@/components/keys/pane-names";
import { usePaneLayout } from "@/components/session/pane-layout-context";
import { type FoldingPane, PANE_RANGES, STRIP_PX } from "@/components/session/pane-sizes";

/** Where each pane stands, and so which way it unfolds. */
const SIDES: Readonly<Record<FoldingPane, { readonly icon: LucideIcon; readonly isColumn: boolean }>> = {
  transcript: { icon: ChevronRight, isColumn: true },
  node: { icon: ChevronLeft, isColumn: true },
  tokens: { icon: ChevronUp, isColumn: false },
};

/** A pane that can be resized and folded away; a strip with its name stays, and brings it back. */
export function FoldingPanel({
  name,
  grows = "",
  children,
}: {
  readonly name: FoldingPane;
  /** Class by which it takes what is left, where no tree does. */
  readonly grows?: string;
  readonly children: ReactNode;
}) {
  const { sizes, folded, toggle } = usePaneLayout();
  const isFolded = folded.has(name);
  const least = isFolded ? STRIP_PX : PANE_RANGES[name].least;
  const size = isFolded ? STRIP_PX : (sizes[name] ?? PANE_RANGES[name].usual);
  return (
    <div
      id={`pane-${name}`}
      data-rest={grows === "" ? undefined : true}
      className={`overflow-hidden bg-surface ${isFolded ? "" : grows}`}
      // In a window too small for all of them they give way, down to their least.
      style={{ flexBasis: size, flexShrink: 1, [SIDES[name].isColumn ? "minWidth" : "minHeight"]: least }}
    >
      {isFolded ? (
        <Strip name={name} onUnfold={() => toggle(name)} />
      ) : (
        <Pane name={name} className="h-full">
          {children}
        </Pane>
      )}
    </div>
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
