"use client";

import { useEffect, useId } from "react";
import { useShortcutRegistry } from "@/components/keys/keyboard-context";
import type { PaletteSource } from "@/components/keys/palette-item";

/** Adds rows of a page's own to the palette while the component stands; keys are there by themselves. */
export function usePaletteSource(source: PaletteSource): void {
  const registry = useShortcutRegistry();
  const slot = useId();
  useEffect(() => registry.putSource(slot, source));
  useEffect(() => () => registry.remove(slot), [registry, slot]);
}
