import { describe, expect, it } from "vitest";
import { OVERLAY_FACTS } from "@/components/token-pane/reads/overlays";
import { rareRows } from "./rare-rows";

const { steps } = OVERLAY_FACTS.mask;
const [TRAINED, REALIGNED] = [1, 4];

/** Lines of ten tokens each. */
const layoutOf = (lines: number) => ({
  starts: Int32Array.from({ length: lines + 1 }, (_, line) => line * 10),
  index: new Int32Array(lines * 10),
  labels: ["a"],
  cells: Uint16Array.of(1),
  mode: "rendered" as const,
});

describe("what hardly any token is", () => {
  it("has a band of its own on the map: 11 trained tokens in 135,000 are found", () => {
    const codes = new Uint8Array(135_000).fill(REALIGNED);
    codes.fill(TRAINED, 90_000, 90_011);
    expect(rareRows(layoutOf(13_500), codes, steps, 300)).toEqual([{ row: 200, code: TRAINED }]);
  });

  it("has none where it is no rarity, or is plain", () => {
    const codes = new Uint8Array(1_000).fill(TRAINED, 0, 500);
    expect(rareRows(layoutOf(100), codes, steps, 50)).toEqual([]);
    expect(rareRows(layoutOf(100), new Uint8Array(1_000).fill(TRAINED, 1), steps, 50)).toEqual([]);
  });
});
