"use client";

import { useSyncExternalStore } from "react";

/** Below this, panes beside each other are too narrow to read. */
const NARROW = "(max-width: 800px)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether panes are shown one at a time; the server assumes there is room. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow, () => false);
}

/** The same at this moment, for what answers a press. */
export function isNarrow(): boolean {
  return window.matchMedia(NARROW).matches;
}
