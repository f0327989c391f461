"use client";

import { useEffect } from "react";
import { type Layout, useGroupRef } from "react-resizable-panels";
import { z } from "zod/mini";

const layoutShape = z.record(z.string(), z.number());

/**
 * Remembers how wide the reader made the panes. The server does not know it, so it is applied once the page stands.
 *
 * @param id names the group in this browser's storage.
 */
export function useStoredLayout(id: string) {
  const groupRef = useGroupRef();
  const key = `turntree-panes-${id}`;
  useEffect(() => {
    const stored = readLayout(key);
    if (stored) groupRef.current?.setLayout(stored);
  }, [key, groupRef]);
  const onLayoutChanged = (layout: Layout): void => window.localStorage.setItem(key, JSON.stringify(layout));
  return { groupRef, onLayoutChanged };
}

function readLayout(key: string): Layout | null {
  try {
    const stored = layoutShape.safeParse(JSON.parse(window.localStorage.getItem(key) ?? "null"));
    return stored.success ? stored.data : null;
  } catch {
    return null;
  }
}
