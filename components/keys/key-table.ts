/** Headings of the help and of the palette, in their order there. */
export const KEY_GROUPS = ["Go", "Find", "Show", "Samples", "Copy and export", "Page"] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

/** A thing that the keyboard does. */
export interface KeyBinding {
  /**
   * Keys as `pressName` spells them: `j`, `F`, `ArrowDown`, `Shift+F6`, `Mod+k` (Ctrl, or ⌘ on a Mac). The first one
   * is shown. None for a command that only the palette has.
   */
  readonly keys: readonly string[];
  /** Verb first, no full stop: `next fork`. */
  readonly does: string;
  readonly group: KeyGroup;
  /** `page`: wherever the focus is. `pane`: only while the pane has it, before any key of the page. */
  readonly scope: "page" | "pane";
}

/**
 * The bindings of one pane by id, `tree.zoom-in`. A table stands in a file of its own, `…-keys.ts`, and is all that
 * such a file exports: a test reads every one of them and finds keys that two bindings want.
 */
export type KeyTable = Readonly<Record<string, KeyBinding>>;
