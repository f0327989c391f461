import type { RailLook, RailPart } from "./rail-cell";
import { type RailGeometry, railX } from "./rail-geometry";

/** Between the cells of neighbouring messages, in px. */
const GAP = 2;
const CONTEXT_BREADTH = 3;

/**
 * The outlines of a row's rails, one path a look, so that sixty rails cost no more elements than three.
 *
 * @param cells parts of each rail's cell in this row; null where the rail is not in it.
 * @param height of the row, in px.
 */
export function railPaths(
  cells: readonly (readonly RailPart[] | null)[],
  geometry: RailGeometry,
  height: number,
): ReadonlyMap<RailLook, string> {
  const paths = new Map<RailLook, string>();
  cells.forEach((parts, rail) => {
    const isContext = parts?.[0]?.look === "context";
    const breadth = isContext ? Math.min(CONTEXT_BREADTH, geometry.cell) : geometry.cell;
    const left = railX(geometry, rail) - breadth / 2;
    let top = isContext ? 0 : GAP;
    const length = isContext ? height : height - 2 * GAP;
    for (const { look, share } of parts ?? []) {
      const box = `M${round(left)} ${round(top)}h${round(breadth)}v${round(length * share)}h${round(-breadth)}z`;
      paths.set(look, (paths.get(look) ?? "") + box);
      top += length * share;
    }
  });
  return paths;
}

/** The bend by which a rail leaves another one, from the top of a band to its foot. */
export function railBend(from: number, to: number, height: number): string {
  return `M${round(from)} 0C${round(from)} ${round(height * 0.6)} ${round(to)} ${round(height * 0.35)} ${round(to)} ${height}`;
}

const round = (px: number): number => Math.round(px * 10) / 10;
