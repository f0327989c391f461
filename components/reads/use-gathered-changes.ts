"use client";

import { useRef } from "react";
import { type LiveState, useChanges } from "./use-changes";

/**
 * Listens like `useChanges`, and takes changes that come close together as one.
 *
 * @param gatherMs how long the first of them waits for others, in ms.
 */
export function useGatheredChanges(
  session: string | null,
  gatherMs: number,
  onChange: () => void,
): LiveState {
  const isWaiting = useRef(false);
  return useChanges(session, () => {
    if (isWaiting.current) return;
    isWaiting.current = true;
    setTimeout(() => {
      isWaiting.current = false;
      onChange();
    }, gatherMs);
  });
}
