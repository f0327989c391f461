import { type LineLayout, lineCount } from "@/components/token-pane/layout/line-layout";
import type { OverlayStep } from "@/components/token-pane/reads/overlays";

/**
 * The sample as a grid of `rows` by `columns`: each row a stretch of its lines, each cell a stretch of that row's
 * tokens, with the look that stands out most among them.
 *
 * @returns positions in `steps`, row by row.
 *
 * @example
 * minimapCells(layout, codes, steps, { rows: 300, columns: 40 });
 */
export function minimapCells(
  layout: LineLayout,
  codes: Uint8Array,
  steps: readonly OverlayStep[],
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Uint8Array {
  const cells = new Uint8Array(rows * columns);
  const weights = steps.map(({ weight }) => weight);
  const lines = lineCount(layout);
  for (let row = 0; row < rows; row++) {
    const from = layout.starts[Math.floor((row * lines) / rows)] ?? 0;
    const to =
      layout.starts[Math.max(Math.floor(((row + 1) * lines) / rows), Math.floor((row * lines) / rows) + 1)] ??
      from;
    const scale = columns / Math.max(1, to - from);
    for (let at = from; at < to; at++) {
      const first = row * columns + Math.floor((at - from) * scale);
      const last =
        row * columns + Math.max(Math.floor((at - from) * scale), Math.ceil((at + 1 - from) * scale) - 1);
      const code = codes[at] ?? 0;
      for (let cell = first; cell <= last; cell++) {
        if ((weights[code] ?? 0) >= (weights[cells[cell] ?? 0] ?? 0)) cells[cell] = code;
      }
    }
  }
  return cells;
}
