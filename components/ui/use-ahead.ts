"use client";

import { useEffect, useEffectEvent } from "react";

/** Well before anything can have been chosen. */
const FIRST_USES = ["pointermove", "keydown", "touchstart"] as const;
/** What the page shows first has come by then, in ms. */
const SETTLED_MS = 1_000;

/**
 * Gets ready, once, what the reader may want next: when they first move, or when the page has come to rest. It never
 * delays what is shown first.
 */
export function useAhead(getReady: () => void): void {
  const ready = useEffectEvent(getReady);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const stop = (): void => {
      clearTimeout(timer);
      for (const use of FIRST_USES) window.removeEventListener(use, start);
    };
    const start = (): void => {
      stop();
      ready();
    };
    timer = setTimeout(start, SETTLED_MS);
    for (const use of FIRST_USES) window.addEventListener(use, start, { passive: true });
    return stop;
  }, []);
}
