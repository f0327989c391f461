/** A thing the keyboard does on the session's page. One list makes both the keys and the help. */
export interface Shortcut {
  /** As `KeyboardEvent.key` gives it, shift included. */
  readonly key: string;
  readonly does: string;
  run(): void;
}

/**
 * Whether a key typed here is meant as text, or belongs to a control of its own: shortcuts then keep out of the way.
 *
 * @param target what had the focus, as far as it matters here.
 */
export function isTyping(target: { readonly tagName: string; readonly isContentEditable: boolean }): boolean {
  return target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName);
}

/** The shortcut for a key press; null when it is held with a modifier or means nothing here. */
export function shortcutFor(
  event: {
    readonly key: string;
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly altKey: boolean;
  },
  shortcuts: readonly Shortcut[],
): Shortcut | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return shortcuts.find(({ key }) => key === event.key) ?? null;
}
