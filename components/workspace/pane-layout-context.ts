"use client";

import { createContext, use } from "react";
import type { PanelImperativeHandle } from "react-resizable-panels";

/** Panes that can be folded away. */
export const FOLDING_PANES = ["outline", "node", "samples", "tokens"] as const;
export type FoldingPane = (typeof FOLDING_PANES)[number];

/** Which panes are folded away, and the way to fold and unfold them. */
export interface PaneLayout {
  readonly folded: ReadonlySet<FoldingPane>;
  /** Called by a pane that stands; null when it goes. */
  register(pane: FoldingPane, panel: PanelImperativeHandle | null): void;
  /** Called by a pane when it is resized. */
  update(pane: FoldingPane): void;
  toggle(pane: FoldingPane): void;
}

const PaneLayoutContext = createContext<PaneLayout | null>(null);

export const PaneLayoutProvider = PaneLayoutContext.Provider;

export function usePaneLayout(): PaneLayout {
  const layout = use(PaneLayoutContext);
  if (!layout) throw new Error("This component stands outside a session's workspace.");
  return layout;
}
