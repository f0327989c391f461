import type { TokenState } from "@/lib/core/samples/token-state";

/** What the page calls each state, its glyph, and one sentence for people who meet it first. */
export const STATE_WORDS: Readonly<
  Record<TokenState, { readonly label: string; readonly glyph: string; readonly meaning: string }>
> = {
  trained: { label: "trained", glyph: "●", meaning: "The model sampled it, and this sample trains it." },
  context: {
    label: "context",
    glyph: "·",
    meaning: "Part of a prompt: system, user, tool result or template text. Never sampled, never trained.",
  },
  scaffold: {
    label: "scaffold",
    glyph: "▫",
    meaning: "Added by the recorder to keep the history well formed. Never trained.",
  },
  reemitted: {
    label: "context here",
    glyph: "↗",
    meaning: "The model sampled it, but another sample holds the claim on it. Here it is context.",
  },
  realigned: {
    label: "realigned",
    glyph: "≈",
    meaning:
      "A later prompt spelled this stretch with other tokens, so the sampled ones give up their signal.",
  },
  refused: {
    label: "refused",
    glyph: "⊘",
    meaning: "The model sampled it, but it cannot be proven or lacks what training needs.",
  },
  dropped: {
    label: "dropped",
    glyph: "╌",
    meaning: "The model sampled it, but it is in no sample: cut off, merged away or left out.",
  },
};
