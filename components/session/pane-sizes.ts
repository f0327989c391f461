/** Panes that can be resized and folded away; what they leave is the tree's. */
export const FOLDING_PANES = ["transcript", "node", "tokens"] as const;
export type FoldingPane = (typeof FOLDING_PANES)[number];

/** Breadth of what is left of a folded pane: a button that brings it back, in px. */
export const STRIP_PX = 28;
/** What the tree keeps beside the panes, in px. */
export const LEAST_TREE = { width: 280, height: 160 } as const;

interface PaneRange {
  /** In px. */
  readonly usual: number;
  readonly least: number;
}

export const PANE_RANGES: Readonly<Record<FoldingPane, PaneRange>> = {
  transcript: { usual: 440, least: 240 },
  node: { usual: 500, least: 280 },
  tokens: { usual: 340, least: 96 },
};

/** How the reader wants the panes: sizes in px where they chose one, and what is folded away. */
export interface PaneWishes {
  readonly sizes: Readonly<Partial<Record<FoldingPane, number>>>;
  readonly folded: ReadonlySet<FoldingPane>;
  /** Whether the tree is shown; null where that follows from the window's width. */
  readonly tree: boolean | null;
}

export const NO_WISHES: PaneWishes = { sizes: {}, folded: new Set(), tree: null };

/**
 * Gives a pane a size between its least and `most`; less than half of its least folds it away.
 *
 * @param size asked for, in px.
 * @param most what the page has for it, in px; its least size goes before.
 *
 * @example
 * resized(NO_WISHES, "transcript", 300, 900).sizes; // { outline: 300 }
 * resized(NO_WISHES, "transcript", 60, 900).folded; // Set { "transcript" }
 */
export function resized(wishes: PaneWishes, pane: FoldingPane, size: number, most: number): PaneWishes {
  const { least } = PANE_RANGES[pane];
  if (size < least / 2) return withFolded(wishes, pane, true);
  const fitting = Math.round(Math.max(least, Math.min(size, most)));
  return withFolded({ ...wishes, sizes: { ...wishes.sizes, [pane]: fitting } }, pane, false);
}

/** Folds a pane away, or brings it back at the size that it had. */
export function withFolded(wishes: PaneWishes, pane: FoldingPane, isFolded: boolean): PaneWishes {
  if (wishes.folded.has(pane) === isFolded) return wishes;
  const folded = new Set(wishes.folded);
  if (isFolded) folded.add(pane);
  else folded.delete(pane);
  return { ...wishes, folded };
}

export function wishesText({ sizes, folded, tree }: PaneWishes): string {
  return JSON.stringify({ sizes, folded: [...folded], tree });
}

/** Reads what `wishesText` wrote; whatever else stands there counts as no wish. */
export function readWishes(text: string | null): PaneWishes {
  try {
    const stored: unknown = JSON.parse(text ?? "null");
    const sizes = fieldOf(stored, "sizes");
    const folded = fieldOf(stored, "folded");
    const tree = fieldOf(stored, "tree");
    const isFolded = (pane: FoldingPane): boolean => Array.isArray(folded) && folded.includes(pane);
    return {
      sizes: Object.fromEntries(
        FOLDING_PANES.flatMap((pane) => {
          const size = fieldOf(sizes, pane);
          return typeof size === "number" && size >= PANE_RANGES[pane].least ? [[pane, size]] : [];
        }),
      ),
      folded: new Set(FOLDING_PANES.filter(isFolded)),
      tree: typeof tree === "boolean" ? tree : null,
    };
  } catch {
    return NO_WISHES;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined;
}
