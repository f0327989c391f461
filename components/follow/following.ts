"use client";

import { useSyncExternalStore } from "react";

/** Kept for the tab: another one may look at something else. */
const KEY = "turntree-follow-shown";

const listeners = new Set<() => void>();

/** A browser that keeps nothing for pages follows until the page is left. */
let held: boolean | null = null;

function isFollowing(): boolean {
  if (held !== null) return held;
  try {
    held = sessionStorage.getItem(KEY) === "on";
  } catch {
    held = false;
  }
  return held;
}

function setFollowing(following: boolean): void {
  held = following;
  try {
    sessionStorage.setItem(KEY, following ? "on" : "off");
  } catch {
    // Nothing is kept past this page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether this tab goes where agents and people point, off unless somebody switched it on; and the switch. */
export function useFollowing(): readonly [following: boolean, set: (following: boolean) => void] {
  return [useSyncExternalStore(subscribe, isFollowing, () => false), setFollowing];
}
