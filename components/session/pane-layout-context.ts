"use client";

import { createContext, use } from "react";
import type { FoldingPane, PaneWishes } from "./pane-sizes";

/** How the panes of a session's page stand, and the ways to change it. */
export interface PaneLayout extends PaneWishes {
  toggle(pane: FoldingPane): void;
  /** Gives a pane a size in px; `most` is what the page has for it. */
  resize(pane: FoldingPane, size: number, most: number): void;
  showTree(isShown: boolean): void;
  /** Gives a pane its usual size back. */
  reset(pane: FoldingPane): void;
}

const PaneLayoutContext = createContext<PaneLayout | null>(null);

export const PaneLayoutProvider = PaneLayoutContext.Provider;

export function usePaneLayout(): PaneLayout {
  const layout = use(PaneLayoutContext);
  if (!layout) throw new Error("This component stands outside a session's workspace.");
  return layout;
}
