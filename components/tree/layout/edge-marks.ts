import { EDGE_GLYPHS } from "@/components/marks/edge-glyphs";
import type { EdgeKind } from "./edge-kind";

interface EdgeMark {
  /** Stands beside the line; empty for a line that starts nothing. */
  readonly glyph: string;
  readonly label: string;
  readonly meaning: string;
  /** Width in px, and the pattern of dashes. */
  readonly width: number;
  readonly dash: readonly number[];
}

/** How each kind of line looks and what it is called. Glyph and dash carry it; colour only helps. */
export const EDGE_MARKS: Readonly<Record<EdgeKind, EdgeMark>> = {
  line: { glyph: "", label: "", meaning: "", width: 1.5, dash: [] },
  branch: {
    glyph: EDGE_GLYPHS.branch,
    label: "branch",
    meaning: "The session goes on here from an earlier message.",
    width: 1.5,
    dash: [],
  },
  "sub-agent": {
    glyph: EDGE_GLYPHS["sub-agent"],
    label: "sub-agent",
    meaning: "Another agent's conversation begins here.",
    width: 4,
    dash: [],
  },
  "new conversation": {
    glyph: EDGE_GLYPHS["new conversation"],
    label: "new conversation",
    meaning: "A conversation begins here that gives back none of the answers before it.",
    width: 1.5,
    dash: [1, 3],
  },
  compaction: {
    glyph: EDGE_GLYPHS.compaction,
    label: "compaction",
    meaning: "The history before this was replaced by a shorter one.",
    width: 1.5,
    dash: [],
  },
  rewrite: {
    glyph: EDGE_GLYPHS.rewrite,
    label: "rewrite",
    meaning: "The client sent another message in the place of one that was recorded.",
    width: 1.5,
    dash: [6, 4],
  },
  drift: {
    glyph: EDGE_GLYPHS.tokens,
    label: "other tokens",
    meaning: "The messages go on, but the prompt's token ids do not extend the ones held.",
    width: 2,
    dash: [2, 4],
  },
  retry: {
    glyph: EDGE_GLYPHS.retry,
    label: "retry",
    meaning: "The call was made again, and another answer was taken up.",
    width: 1,
    dash: [],
  },
};
