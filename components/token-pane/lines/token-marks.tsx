import type { TokenRange } from "@/components/marks/token-range";
import { cellsOf, type LineLayout } from "@/components/token-pane/layout/line-layout";
import { LINE_HEIGHT } from "@/components/token-pane/layout/token-grid";
import { partitionPoint } from "@/lib/core/base/partition-point";

/** A mark over tokens `[start, end)`, by the class that draws it. */
export interface TokenMark {
  readonly range: TokenRange;
  readonly look: string;
}

/** Marks over the lines `[first, last]`: selection, matches, caret. The lines under them are not drawn again. */
export function TokenMarks({
  layout,
  first,
  last,
  marks,
}: {
  readonly layout: LineLayout;
  readonly first: number;
  readonly last: number;
  readonly marks: readonly TokenMark[];
}) {
  const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      {marks.flatMap(({ range, look }) =>
        lines.flatMap((line) => {
          const box = lineBox(layout, line, range);
          if (!box) return [];
          const style = {
            top: line * LINE_HEIGHT,
            left: `calc(var(--gutter) + ${box.cell}ch)`,
            width: `${box.cells}ch`,
          };
          return (
            <span key={`${look} ${range.start} ${line}`} className={`absolute h-6 ${look}`} style={style} />
          );
        }),
      )}
    </div>
  );
}

/** The ranges that reach into the lines `[first, last]`, found by halving: they stand in order and apart. */
export function rangesInView(
  layout: LineLayout,
  ranges: readonly TokenRange[],
  first: number,
  last: number,
): readonly TokenRange[] {
  const [from, to] = [layout.starts[first] ?? 0, layout.starts[last + 1] ?? 0];
  const low = partitionPoint(ranges, ({ end }) => end <= from);
  const high = partitionPoint(ranges, ({ start }) => start < to);
  return ranges.slice(low, high);
}

/** The cells of a line that a range covers; null when it covers none. */
function lineBox(layout: LineLayout, line: number, { start, end }: TokenRange) {
  const [first, last] = [layout.starts[line] ?? 0, layout.starts[line + 1] ?? 0];
  if (end <= first || start >= last) return null;
  let cell = 0;
  let cells = 0;
  for (let at = first; at < Math.min(end, last); at++) {
    if (at < start) cell += cellsOf(layout, at);
    else cells += cellsOf(layout, at);
  }
  return { cell, cells };
}
