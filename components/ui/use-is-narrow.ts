"use client";

import { useMediaQuery } from "./use-media-query";

/** Below this, panes beside each other are too narrow to read. */
const NARROW = "(max-width: 800px)";

/** Whether panes are shown one at a time; the server assumes there is room. */
export function useIsNarrow(): boolean {
  return useMediaQuery(NARROW, false);
}

/** The same at this moment, for what answers a press. */
export function isNarrow(): boolean {
  return window.matchMedia(NARROW).matches;
}
