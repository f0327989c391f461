import { type LineLayout, lineCount, lineOfToken } from "@/components/token-pane/layout/line-layout";
import type { OverlayStep } from "@/components/token-pane/reads/overlays";

/** A row of the minimap that shows tokens with a rare look. */
export interface RareRow {
  readonly row: number;
  /** Position in `steps`. */
  readonly code: number;
}

/** A look that fewer than one token in so many has would be lost among the others. */
const RARE_OF = 200;

/** Bands that can still be told apart; of a look with more stretches than that, the map is read by its cells. */
const MOST_BANDS = 100;

/**
 * Rows of the minimap in which a look stands that hardly any token has, such as 11 trained tokens in 135,000. Plain
 * tokens are no look to be found.
 */
export function rareRows(
  layout: LineLayout,
  codes: Uint8Array,
  steps: readonly OverlayStep[],
  rows: number,
): readonly RareRow[] {
  const counts = new Uint32Array(steps.length);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  const lines = Math.max(1, lineCount(layout));
  return steps.flatMap(({ weight }, code) => {
    const count = counts[code] ?? 0;
    if (weight === 0 || count === 0 || count * RARE_OF > codes.length) return [];
    const found = new Set<number>();
    for (let at = codes.indexOf(code); at >= 0 && found.size <= MOST_BANDS; at = codes.indexOf(code, at + 1))
      found.add(Math.floor((lineOfToken(layout, at) / lines) * rows));
    return found.size > MOST_BANDS ? [] : Array.from(found, (row) => ({ row, code }));
  });
}
