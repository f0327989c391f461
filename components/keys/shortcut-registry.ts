import { BACK_STEPS, type BackStep } from "./back-steps";
import type { KeyBinding, KeyTable } from "./key-table";
import type { PaletteSource } from "./palette-item";
import type { PaneName } from "./pane-names";

/** A binding with what it does now. */
export interface Shortcut extends KeyBinding {
  readonly id: string;
  readonly pane: PaneName;
  run(): void;
}

/** What a pane does under each id of its table; what is left out is not there now. */
export type KeyActions = Readonly<Record<string, (() => void) | undefined>>;

/**
 * Every key of the page that is open. Panes put theirs in while they are mounted; the listener, the help and the
 * palette read them here.
 */
export class ShortcutRegistry {
  readonly #slots = new Map<string, readonly Shortcut[]>();
  readonly #back = new Map<string, { readonly step: BackStep; run(): void }>();
  readonly #sources = new Map<string, PaletteSource>();
  readonly #listeners = new Set<() => void>();
  #all: readonly Shortcut[] | null = null;
  #held: string | null = null;
  #activePane: PaneName | null = null;

  /** Puts in, or replaces, what the slot's owner contributes. */
  put(slot: string, pane: PaneName, table: KeyTable, actions: KeyActions): void {
    const next = Object.entries(table).flatMap(([id, binding]) => {
      const run = actions[id];
      return run ? [{ ...binding, id, pane, run }] : [];
    });
    const isSame = idsOf(this.#slots.get(slot) ?? []) === idsOf(next);
    this.#slots.set(slot, next);
    this.#all = null;
    if (!isSame) this.#tell();
  }

  remove(slot: string): void {
    this.#back.delete(slot);
    this.#sources.delete(slot);
    if (!this.#slots.delete(slot)) return;
    this.#all = null;
    this.#tell();
  }

  /** Everything that can be done now, in the order in which panes came. */
  all(): readonly Shortcut[] {
    this.#all ??= [...this.#slots.values()].flat();
    return this.#all;
  }

  /** Does what a command's key would, for a button; nothing where the command is not there now. */
  run(id: string): void {
    this.all()
      .find((shortcut) => shortcut.id === id)
      ?.run();
  }

  /** What a key does: the active pane's own meaning first, then the page's. */
  find(press: string): Shortcut | null {
    const meant = this.all().filter(({ keys }) => keys.includes(press));
    const own = meant.find(({ scope, pane }) => scope === "pane" && pane === this.#activePane);
    return own ?? meant.find(({ scope }) => scope === "page") ?? null;
  }

  /** The pane that the reader last used; null before any. */
  get activePane(): PaneName | null {
    return this.#activePane;
  }

  activate(pane: PaneName): void {
    if (this.#activePane === pane) return;
    this.#activePane = pane;
    this.#tell();
  }

  putBack(slot: string, step: BackStep, run: (() => void) | null): void {
    if (run) this.#back.set(slot, { step, run });
    else this.#back.delete(slot);
  }

  /** Keeps keys from the page until `release`: what is typed is meant for a dialog that is about to stand. */
  hold(): void {
    this.#held = "";
  }

  release(): void {
    this.#held = null;
  }

  /** Whether a key was held back. */
  holdBack(key: string): boolean {
    if (this.#held === null) return false;
    if ([...key].length === 1) this.#held += key;
    return true;
  }

  get heldText(): string {
    return this.#held ?? "";
  }

  putSource(slot: string, source: PaletteSource): void {
    this.#sources.set(slot, source);
  }

  /** What the page adds to the palette beside its keys. */
  sources(): readonly PaletteSource[] {
    return [...this.#sources.values()];
  }

  /** Undoes the innermost step that stands; false when there is none. */
  goBack(): boolean {
    const standing = [...this.#back.values()];
    for (const step of BACK_STEPS) {
      const found = standing.findLast((candidate) => candidate.step === step);
      if (!found) continue;
      found.run();
      return true;
    }
    return false;
  }

  /** For `useSyncExternalStore`: calls when keys come or go, or another pane becomes active. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function idsOf(shortcuts: readonly Shortcut[]): string {
  return shortcuts.map(({ id }) => id).join(" ");
}
