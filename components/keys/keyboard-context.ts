"use client";

import { createContext, use, useSyncExternalStore } from "react";
import type { PaneName } from "./pane-names";
import type { ShortcutRegistry } from "./shortcut-registry";

const KeyboardContext = createContext<ShortcutRegistry | null>(null);

export const KeyboardContextProvider = KeyboardContext.Provider;

/** The page's registry of keys. */
export function useShortcutRegistry(): ShortcutRegistry {
  const registry = use(KeyboardContext);
  if (!registry) throw new Error("This component stands outside the keyboard's provider.");
  return registry;
}

/** The pane that the reader last used; null before any. */
export function useActivePane(): PaneName | null {
  const registry = useShortcutRegistry();
  return useSyncExternalStore(
    registry.subscribe,
    () => registry.activePane,
    () => null,
  );
}
