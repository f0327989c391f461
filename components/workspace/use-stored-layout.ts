"use client";

import { useEffect, useRef } from "react";
import { type Layout, useGroupRef } from "react-resizable-panels";

/**
 * Remembers how wide the reader made the panes, for each set of panes that stand together. The server does not know
 * it, so it is applied once the page stands.
 *
 * @param set changes when panes come or go.
 */
export function useStoredLayout(set: string) {
  const groupRef = useGroupRef();
  const applied = useRef<string | null>(null);
  useEffect(() => {
    const apply = (): void => {
      const group = groupRef.current;
      const stored = group && readLayout(group.getLayout());
      if (group && stored) group.setLayout(stored);
      applied.current = set;
    };
    // A pane that came or went with this very render is counted by the group only afterwards.
    const frame = requestAnimationFrame(apply);
    return () => cancelAnimationFrame(frame);
  }, [set, groupRef]);
  const onLayoutChanged = (layout: Layout): void => {
    // What the group makes of its defaults before the stored layout is applied is not the reader's wish.
    if (applied.current === set) window.localStorage.setItem(storageKey(layout), JSON.stringify(layout));
  };
  return { groupRef, onLayoutChanged };
}

function storageKey(layout: Layout): string {
  return `turntree-panes-${Object.keys(layout).sort().join(" ")}`;
}

/** What was stored for the panes of a layout; null where nothing was, or where it does not fit them. */
function readLayout(current: Layout): Layout | null {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(storageKey(current)) ?? "null");
    if (typeof stored !== "object" || stored === null) return null;
    const sizes = new Map<string, unknown>(Object.entries(stored));
    const layout: Record<string, number> = {};
    for (const id of Object.keys(current)) {
      const size = sizes.get(id);
      if (typeof size !== "number") return null;
      layout[id] = size;
    }
    return layout;
  } catch {
    return null;
  }
}
