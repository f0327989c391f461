/** How long a message stays on screen, in ms. */
const SHOWN_MS = 3_000;

/** Short messages about what a key or a button just did: shown for a moment, and read out. */
export class Announcer {
  readonly #listeners = new Set<() => void>();
  #text: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** The message that stands now; null when none does. */
  readonly current = (): string | null => this.#text;

  /** One sentence or a few words; takes the place of the one before. */
  say(text: string): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#set(text);
    this.#timer = setTimeout(() => this.#set(null), SHOWN_MS);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #set(text: string | null): void {
    this.#text = text;
    for (const listener of this.#listeners) listener();
  }
}
