"use client";

import { useCallback, useLayoutEffect, useRef } from "react";

/** The newest of a function in one that stays the same, so that rows which have it are not drawn again for it. */
export function useKeptCallback<Given extends readonly unknown[]>(
  callback: (...given: Given) => void,
): (...given: Given) => void {
  const newest = useRef(callback);
  useLayoutEffect(() => {
    newest.current = callback;
  });
  return useCallback((...given: Given) => newest.current(...given), []);
}
