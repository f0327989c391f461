import { describe, expect, it } from "vitest";
import { STATE_WORDS } from "@/components/ui/state-words";
import { DRIFT_CAUSES } from "@/lib/core/causes/drift-cause";
import { CAUSE_KINDS, causeKind, causeKindMark } from "./cause-kinds";
import { EDGE_GLYPHS } from "./edge-glyphs";

describe("the five things that have a cause", () => {
  it("have a glyph each, which no fork and no other state has", () => {
    const { lost, refused, changed, spared } = CAUSE_KINDS;
    const glyphs = [lost, refused, changed, spared].map(({ glyph }) => glyph);
    const others = [
      ...Object.values(EDGE_GLYPHS),
      ...Object.entries(STATE_WORDS).flatMap(([state, { glyph }]) =>
        state === "realigned" || state === "refused" ? [] : [glyph],
      ),
    ];
    expect(new Set([...glyphs, ...others]).size).toBe(glyphs.length + others.length);
    expect(STATE_WORDS.realigned.glyph).toBe(lost.glyph);
    expect(STATE_WORDS.refused.glyph).toBe(refused.glyph);
  });

  it("give a fork the glyph of its kind, and tokens in no sample the grey of theirs", () => {
    const glyphs = Object.values<string>(EDGE_GLYPHS);
    for (const cause of DRIFT_CAUSES) expect(glyphs).toContain(causeKindMark("fork", cause).glyph);
    expect(causeKindMark("fork", "compaction").glyph).toBe(EDGE_GLYPHS.compaction);
    expect(causeKindMark("dropped", "merged_away")).toMatchObject({ glyph: "≈", look: "glyph-dropped" });
    expect(causeKind("drift")).toBe("spared");
    expect(causeKind("suffered")).toBe("changed");
  });
});
