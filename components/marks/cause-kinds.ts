import type { CauseSubject } from "@/lib/core/recording/session-cause";
import { EDGE_GLYPHS, type ForkGlyph } from "./edge-glyphs";

/** The five things that have a cause. Each has a glyph that stands for nothing else, in the colour of its tokens. */
export type CauseKind = "lost" | "refused" | "fork" | "changed" | "spared";

/** What a cause did: as the figures of sessions name it, or left tokens in no sample. Null where it is not said. */
export type CauseDid = CauseSubject | "dropped" | "suffered" | null;

interface CauseKindMark {
  readonly glyph: string;
  readonly label: string;
  readonly meaning: string;
  /** Class of what stands behind the glyph. */
  readonly look: string;
}

export const CAUSE_KINDS: Readonly<Record<CauseKind, CauseKindMark>> = {
  lost: {
    glyph: "≈",
    label: "lost",
    meaning:
      "Sampled tokens that no sample trains: a later prompt took their place, or no sample holds them.",
    look: "glyph-realigned",
  },
  refused: {
    glyph: "⊘",
    label: "refused",
    meaning: "Sampled tokens that cannot be proven, or lack what training needs.",
    look: "glyph-refused",
  },
  fork: {
    glyph: EDGE_GLYPHS.branch,
    label: "fork",
    meaning: "The session stops being one straight conversation, and another sample begins.",
    look: "border border-forked",
  },
  changed: {
    glyph: "≠",
    label: "changed tokens",
    meaning: "A prompt that was rendered holds other tokens than those that were sampled.",
    look: "token-changed",
  },
  spared: {
    glyph: "◌",
    label: "spared",
    meaning: "Sampled tokens that grafting kept, where a full render would have changed them.",
    look: "border border-line-strong",
  },
};

/** Which of the five a cause's deed is. */
export function causeKind(did: CauseDid): CauseKind {
  switch (did) {
    case "realigned":
    case "dropped":
    case null:
      return "lost";
    case "drift":
      return "spared";
    case "suffered":
      return "changed";
    default:
      return did;
  }
}

/**
 * How one cause is marked: the kind's glyph and look. A fork has the glyph of its own kind, and what is in no sample is
 * grey.
 *
 * @example
 * causeKindMark("fork", "compaction").glyph; // "⇣"
 */
export function causeKindMark(did: CauseDid, cause: string): CauseKindMark {
  const mark = CAUSE_KINDS[causeKind(did)];
  if (did === "dropped") return { ...mark, look: "glyph-dropped" };
  if (did !== "fork") return mark;
  return { ...mark, glyph: EDGE_GLYPHS[forkGlyph(cause)] };
}

function forkGlyph(cause: string): ForkGlyph {
  switch (cause) {
    case "sub-agent":
    case "new conversation":
    case "compaction":
    case "retry":
      return cause;
    case "sampled again":
      return "branch";
    case "rewritten":
    case "tool calls dropped":
    case "text dropped beside calls":
    case "merged generations":
      return "rewrite";
    default:
      return "tokens";
  }
}
