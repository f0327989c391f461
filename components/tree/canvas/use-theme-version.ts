"use client";

import { useSyncExternalStore } from "react";

let version = 0;

function subscribe(listener: () => void): () => void {
  const changed = (): void => {
    version++;
    listener();
  };
  const query = window.matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    query.removeEventListener("change", changed);
    observer.disconnect();
  };
}

/** Changes when the page's colours do: what is drawn on a canvas must then be drawn again. */
export function useThemeVersion(): number {
  return useSyncExternalStore(
    subscribe,
    () => version,
    () => 0,
  );
}
