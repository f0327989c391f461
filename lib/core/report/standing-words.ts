import type { CitationStanding } from "./shown-report";

/** What people are told of a citation, and its glyph. */
export const STANDING_WORDS: Readonly<
  Record<CitationStanding, { readonly label: string; readonly glyph: string }>
> = {
  holds: { label: "holds", glyph: "✓" },
  differs: { label: "does not hold", glyph: "✗" },
  gone: { label: "session gone", glyph: "∅" },
};
