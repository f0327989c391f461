"use client";

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { type PaneLayout, PaneLayoutProvider } from "@/components/session/pane-layout-context";
import {
  NO_WISHES,
  type PaneWishes,
  readWishes,
  resized,
  wishesText,
  withFolded,
} from "@/components/session/pane-sizes";

const STORAGE_KEY = "turntree-panes";

/**
 * Keeps how the reader wants the panes, from one page to the next. The server does not know it. A component of its
 * own, so that a line that is dragged draws nothing again but the panes' frames.
 */
export function PaneLayoutRoot({ children }: { readonly children: ReactNode }) {
  const [wishes, setWishes] = useState<PaneWishes | null>(null);
  useEffect(() => setWishes(readWishes(window.localStorage.getItem(STORAGE_KEY))), []);
  useEffect(() => {
    if (wishes) window.localStorage.setItem(STORAGE_KEY, wishesText(wishes));
  }, [wishes]);
  const layout = useMemo((): PaneLayout => {
    const change = (next: (known: PaneWishes) => PaneWishes): void =>
      setWishes((known) => next(known ?? NO_WISHES));
    return {
      ...(wishes ?? NO_WISHES),
      toggle: (pane) => change((known) => withFolded(known, pane, !known.folded.has(pane))),
      resize: (pane, size, most) => change((known) => resized(known, pane, size, most)),
      showTree: (tree) => change((known) => ({ ...known, tree })),
      reset: (pane) =>
        change(({ sizes: { [pane]: _, ...sizes }, ...rest }) => withFolded({ ...rest, sizes }, pane, false)),
    };
  }, [wishes]);
  return <PaneLayoutProvider value={layout}>{children}</PaneLayoutProvider>;
}
