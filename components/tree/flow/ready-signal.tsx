"use client";

import { useStore } from "@xyflow/react";
import { useEffect, useEffectEvent } from "react";

/** Tells when React Flow knows its size and has painted its first cards. */
export function ReadySignal({ onReady }: { readonly onReady: () => void }) {
  const isSized = useStore((state) => state.width > 0 && state.panZoom !== null);
  const ready = useEffectEvent(onReady);
  useEffect(() => {
    if (!isSized) return;
    // Sized in one frame, its cards are painted by the end of the next.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => ready());
    });
    return () => cancelAnimationFrame(frame);
  }, [isSized]);
  return null;
}
