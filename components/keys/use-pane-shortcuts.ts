"use client";

import { useEffect, useId } from "react";
import type { KeyBinding } from "./key-table";
import { useShortcutRegistry } from "./keyboard-context";
import type { PaneName } from "./pane-names";

/**
 * Contributes a pane's keys while the pane is mounted: they work, stand in the help under `?`, and can be found in
 * the palette. An action left out or undefined is not there now.
 *
 * @param table what the keys are and mean; see `KeyTable`.
 * @param actions what each id does; may be made anew at every render.
 *
 * @example
 * usePaneShortcuts("tree", TREE_KEYS, { "tree.zoom-in": () => flow.zoomIn(), "tree.zoom-out": () => flow.zoomOut() });
 */
export function usePaneShortcuts<Id extends string>(
  pane: PaneName,
  table: Readonly<Record<Id, KeyBinding>>,
  actions: Readonly<Partial<Record<Id, (() => void) | undefined>>>,
): void {
  const registry = useShortcutRegistry();
  const slot = useId();
  // After every render, since the actions close over what that render showed.
  useEffect(() => registry.put(slot, pane, table, actions));
  useEffect(() => () => registry.remove(slot), [registry, slot]);
}
