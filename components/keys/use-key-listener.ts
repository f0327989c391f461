"use client";

import { useEffect } from "react";
import { paneOf } from "./focus-pane";
import { isTyping, keepsKey } from "./key-owner";
import { pressName } from "./press-name";
import type { ShortcutRegistry } from "./shortcut-registry";

/** Runs what a key means, unless a control has used it already or keeps it; and follows which pane is in use. */
export function useKeyListener(registry: ShortcutRegistry): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body;
      const press = pressName(event);
      if (event.defaultPrevented || event.isComposing) return;
      if (registry.holdBack(press === "Space" ? " " : press)) {
        event.preventDefault();
        return;
      }
      const shortcut = keepsKey(target, press) ? null : registry.find(press);
      if (press === "Escape" && leaveField(target)) event.preventDefault();
      else if (shortcut) {
        event.preventDefault();
        shortcut.run();
      }
    };
    const onUse = ({ target }: Event): void => {
      const pane = target instanceof Element ? paneOf(target) : null;
      if (pane) registry.activate(pane);
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("focusin", onUse);
    window.addEventListener("pointerdown", onUse, { capture: true });
    // Whoever drives the page from outside sees by this that a press is no longer lost.
    document.documentElement.dataset.ready = "true";
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("focusin", onUse);
      window.removeEventListener("pointerdown", onUse, { capture: true });
    };
  }, [registry]);
}

/** `Esc` in an empty field hands the focus to the field's pane; a field with text clears itself first. */
function leaveField(element: Element): boolean {
  if (!isTyping(element) || element.closest("[role=dialog]")) return false;
  if (element instanceof HTMLInputElement && element.type === "search" && element.value !== "") return false;
  if (!(element instanceof HTMLElement)) return false;
  const pane = element.closest<HTMLElement>("[data-pane]");
  if (pane) pane.focus();
  else element.blur();
  return true;
}
