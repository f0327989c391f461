"use client";

import { ArrowDown } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { plural } from "@/lib/core/base/format-count";
import type { Growth } from "./use-growth";

/** Says that the session grew where it cannot be seen, and goes there. Nothing moves before it is pressed. */
export function NewTurnsPill({
  growth: { unseen, see },
  onShow,
}: {
  readonly growth: Growth;
  /** Shows the newest. */
  readonly onShow: (id: string) => void;
}) {
  const look = useEffectEvent(() => {
    const seen = unseen.filter(isOnScreen);
    if (seen.length > 0) see(seen);
  });
  useEffect(() => {
    if (unseen.length === 0) return;
    const frame = requestAnimationFrame(() => look());
    const onScroll = (): void => look();
    window.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [unseen]);
  const newest = unseen.at(-1);
  if (newest === undefined) return null;
  return (
    <button
      type="button"
      onClick={() => {
        onShow(newest);
        see(unseen);
      }}
      className="absolute bottom-4 left-1/2 z-30 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-ink px-3 text-sm font-medium text-page shadow-[var(--shadow-raised)]"
    >
      {plural(unseen.length, "new turn")}
      <ArrowDown size={14} aria-hidden />
    </button>
  );
}

/** Whether a message's row or card stands where the reader sees it: its middle is not scrolled away or covered. */
function isOnScreen(id: string): boolean {
  const name = `[data-node="${CSS.escape(id)}"]`;
  const shown = document.querySelectorAll(`[role=treeitem]${name}, [data-card]${name}`);
  return [...shown].some((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && element.contains(hit);
  });
}
