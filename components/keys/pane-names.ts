/** A page that has keys. */
export type KeyPage = "session" | "sessions" | "runs" | "groups" | "compare" | "diff" | "sample";

interface PaneFacts {
  /** As the help and the screen reader name it. */
  readonly label: string;
  /** Pages that it can stand on; `every` for what is always there. */
  readonly pages: readonly KeyPage[] | "every";
}

/** Everything that contributes keys: a region of a page, or a page as a whole. */
export const PANE_FACTS = {
  page: { label: "Everywhere", pages: "every" },
  session: { label: "Session", pages: ["session"] },
  transcript: { label: "Transcript", pages: ["session"] },
  tree: { label: "Tree", pages: ["session"] },
  node: { label: "Message", pages: ["session"] },
  samples: { label: "Samples", pages: ["session"] },
  tokens: { label: "Tokens", pages: ["session", "sample"] },
  sample: { label: "Sample", pages: ["sample"] },
  "what-if": { label: "What-if", pages: ["session"] },
  diff: { label: "Difference", pages: ["session", "diff"] },
  sessions: { label: "Sessions", pages: ["sessions"] },
  peek: { label: "Peek", pages: ["sessions"] },
  runs: { label: "Runs", pages: ["runs"] },
  groups: { label: "Groups", pages: ["groups"] },
  compare: { label: "Compare", pages: ["compare"] },
} as const satisfies Readonly<Record<string, PaneFacts>>;

export type PaneName = keyof typeof PANE_FACTS;

/** Reads the name off an element's `data-pane`; null for anything else. */
export function paneName(text: string | undefined): PaneName | null {
  if (text === undefined) return null;
  return PANE_NAMES.find((name) => name === text) ?? null;
}

export const PANE_NAMES: readonly PaneName[] = [
  "page",
  "session",
  "transcript",
  "tree",
  "node",
  "samples",
  "tokens",
  "sample",
  "what-if",
  "diff",
  "sessions",
  "peek",
  "runs",
  "groups",
  "compare",
];

/** Whether two panes can stand on one page, so that keys of the whole page would meet. */
export function canMeet(a: PaneName, b: PaneName): boolean {
  const pages: readonly KeyPage[] | "every" = PANE_FACTS[a].pages;
  const others: readonly KeyPage[] | "every" = PANE_FACTS[b].pages;
  if (pages === "every" || others === "every") return true;
  return pages.some((page) => others.includes(page));
}
