"use client";

import { useEffect, useEffectEvent } from "react";
import { isTyping, type Shortcut, shortcutFor } from "./shortcuts";

/** Listens for the page's keys; a key that a control has already used is left alone, and so is an open dialog. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || !(target instanceof HTMLElement) || isTyping(target)) return;
    if (target.closest("[role=dialog], [role=menu]")) return;
    const shortcut = shortcutFor(event, shortcuts);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
