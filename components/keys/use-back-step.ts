"use client";

import { useEffect, useId } from "react";
import type { BackStep } from "./back-steps";
import { useShortcutRegistry } from "./keyboard-context";

/**
 * Tells `Esc` how to undo a step while it stands.
 *
 * @param undo null while there is nothing to undo.
 *
 * @example
 * useBackStep("pin", pinned ? () => setPinned(null) : null);
 */
export function useBackStep(step: BackStep, undo: (() => void) | null): void {
  const registry = useShortcutRegistry();
  const slot = useId();
  useEffect(() => registry.putBack(slot, step, undo));
  useEffect(() => () => registry.remove(slot), [registry, slot]);
}
