/** Whether a change is one that the Back button takes back, or stands in place of what was before. */
export type HistoryEntry = "added" | "replaced";

/**
 * What one page's address says, kept apart from the router. The router hears of each change and takes it over in its
 * own time. Until then it may set the browser's address back to an earlier one for a moment. A change to that address
 * would lose what was written since. So changes are made to what was last written here.
 *
 * Places are a path and a query, `/sessions/a?node=1`.
 */
export class Address {
  readonly path: string;
  readonly #listeners = new Set<(entry: HistoryEntry) => void>();
  readonly #leaveListeners = new Set<() => void>();
  /** What the router may still come with though it was written, or stood, before `#query`. */
  #underway: Set<string>;
  #query: string;

  /** @param place where the router stands. */
  constructor(place: string) {
    const [path = "", query = ""] = place.split("?", 2);
    this.path = path;
    this.#query = query;
    this.#underway = new Set([place]);
  }

  /** The query as it was last written. */
  get query(): string {
    return this.#query;
  }

  /** Whether the router came to a place because of what was written here, rather than by a link or the Back button. */
  isOwn(place: string): boolean {
    return this.#underway.has(place);
  }

  write(query: string, entry: HistoryEntry = "replaced"): void {
    this.#query = query;
    this.#underway.add(this.#place());
    for (const listener of this.#listeners) listener(entry);
  }

  /** The router has come to a place: once it is the last one written, any earlier one would be somebody else's. */
  settle(place: string): void {
    if (place === this.#place()) this.#underway = new Set([place]);
  }

  /** Says that the page is about to be left, so that what waits to be shown is shown before that. */
  readonly leave = (): void => {
    for (const listener of this.#leaveListeners) listener();
  };

  /** Tells a listener that the page is about to be left. Answers what ends it. */
  readonly onLeave = (listener: () => void): (() => void) => {
    this.#leaveListeners.add(listener);
    return () => this.#leaveListeners.delete(listener);
  };

  /** Tells a listener of each change; also for `useSyncExternalStore`. Answers what ends it. */
  readonly subscribe = (listener: (entry: HistoryEntry) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #place(): string {
    return `${this.path}?${this.#query}`;
  }
}
