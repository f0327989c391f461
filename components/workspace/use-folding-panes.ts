"use client";

import { useRef, useState } from "react";
import type { PanelImperativeHandle } from "react-resizable-panels";
import type { FoldingPane, PaneLayout } from "./pane-layout-context";

/** Keeps the panels of the panes that stand, and which of them are folded away. */
export function useFoldingPanes(): PaneLayout {
  const panels = useRef(new Map<FoldingPane, PanelImperativeHandle>());
  const [folded, setFolded] = useState<ReadonlySet<FoldingPane>>(new Set());
  const update = (pane: FoldingPane): void => {
    const isFolded = panels.current.get(pane)?.isCollapsed() ?? false;
    setFolded((known) => {
      if (known.has(pane) === isFolded) return known;
      const next = new Set(known);
      if (!next.delete(pane)) next.add(pane);
      return next;
    });
  };
  return {
    folded,
    update,
    register: (pane, panel) => {
      if (panel) panels.current.set(pane, panel);
      else panels.current.delete(pane);
    },
    toggle: (pane) => {
      const panel = panels.current.get(pane);
      if (panel?.isCollapsed()) panel.expand();
      else panel?.collapse();
    },
  };
}
