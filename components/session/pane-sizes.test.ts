import { describe, expect, test } from "vitest";
import { NO_WISHES, PANE_RANGES, readWishes, resized, wishesText, withFolded } from "./pane-sizes";

describe("sizes of the panes", () => {
  test("a pane takes the size that it is given, between its least and what the page has", () => {
    expect(resized(NO_WISHES, "transcript", 300.4, 900).sizes).toEqual({ transcript: 300 });
    expect(resized(NO_WISHES, "transcript", 2_000, 900).sizes).toEqual({ transcript: 900 });
    expect(resized(NO_WISHES, "transcript", 130, 900).sizes).toEqual({
      transcript: PANE_RANGES.transcript.least,
    });
    expect(resized(NO_WISHES, "transcript", 300, 50).sizes).toEqual({
      transcript: PANE_RANGES.transcript.least,
    });
  });

  test("made smaller than half of its least it folds away, and comes back at the size that it had", () => {
    const wide = resized(NO_WISHES, "node", 500, 900);
    const folded = resized(wide, "node", 20, 900);
    expect(folded.folded).toEqual(new Set(["node"]));
    expect(withFolded(folded, "node", false)).toEqual(wide);
    expect(resized(folded, "node", 300, 900).folded.size).toBe(0);
  });

  test("wishes are read back as they were stored", () => {
    const wishes = withFolded(resized(NO_WISHES, "tokens", 400, 900), "node", true);
    expect(readWishes(wishesText(wishes))).toEqual(wishes);
    expect(readWishes(wishesText({ ...wishes, tree: false })).tree).toBe(false);
  });

  test.each([null, "", "{", "[]", '{"sizes":{"transcript":"wide","node":3},"folded":["door"]}'])(
    "what is no wish is none: %s",
    (text) => {
      expect(readWishes(text)).toEqual(NO_WISHES);
    },
  );
});
