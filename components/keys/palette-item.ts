/** A row of the palette. */
export interface PaletteItem {
  /** The same for the same thing at every opening, so that it can be remembered as used. */
  readonly id: string;
  readonly label: string;
  /** What tells it apart, to the right. */
  readonly detail?: string;
  /** The keys that do the same. */
  readonly keys?: readonly string[];
  /** Words that find it and are not shown. */
  readonly aliases?: string;
  run(): void;
}

/** Rows of one kind that belong to a page, such as the messages of a session. */
export interface PaletteSource {
  readonly heading: string;
  /** What fits a query, the best first; `more` counts what is left out. Nothing is typed yet when it is empty. */
  find(query: string): { readonly items: readonly PaletteItem[]; readonly more: number };
}
