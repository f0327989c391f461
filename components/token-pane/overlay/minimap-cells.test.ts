import { describe, expect, it } from "vitest";
import { OVERLAY_FACTS } from "@/components/token-pane/reads/overlays";
import { minimapCells } from "./minimap-cells";

const { steps } = OVERLAY_FACTS.mask;
const [CONTEXT, TRAINED, REFUSED] = [0, 1, 5];

/** Lines of four tokens each. */
const layoutOf = (lines: number) => ({
  starts: Int32Array.from({ length: lines + 1 }, (_, line) => line * 4),
  index: new Int32Array(lines * 4),
  labels: ["a"],
  cells: Uint16Array.of(1),
  mode: "rendered" as const,
});

describe("minimapCells", () => {
  it("gives each line a row and each token its share of it", () => {
    const codes = Uint8Array.of(0, 0, 1, 1, 1, 1, 0, 0);
    expect([...minimapCells(layoutOf(2), codes, steps, { rows: 2, columns: 2 })]).toEqual([
      CONTEXT,
      TRAINED,
      TRAINED,
      CONTEXT,
    ]);
  });

  it("shows one refused token among thousands", () => {
    const codes = new Uint8Array(4_000).fill(TRAINED);
    codes[1_234] = REFUSED;
    expect(minimapCells(layoutOf(1_000), codes, steps, { rows: 10, columns: 4 })).toContain(REFUSED);
  });
});
