/** Where rails stand beside the text, in px. */
export interface RailGeometry {
  /** Of the whole column. */
  readonly width: number;
  readonly pitch: number;
  /** Breadth of a cell with sampled tokens. */
  readonly cell: number;
}

const NARROWEST = 74;
const WIDEST = 168;
const WIDEST_PITCH = 20;
const SIDE = 14;

/**
 * Makes room for so many rails: up to six stand in the usual column, more make it wider, and then each other narrower.
 *
 * @example
 * railGeometry(3); // { width: 74, pitch: 20, cell: 8 }
 */
export function railGeometry(count: number): RailGeometry {
  const width = Math.min(WIDEST, Math.max(NARROWEST, 2 * SIDE + (count - 1) * 9));
  const pitch = Math.min(WIDEST_PITCH, (width - 2 * SIDE) / Math.max(1, count - 1));
  return { width, pitch, cell: Math.max(1.5, Math.min(8, pitch - 2.5)) };
}

/** The middle of a rail. */
export function railX({ pitch }: RailGeometry, rail: number): number {
  return SIDE + rail * pitch;
}

/** The rail nearest to a place; it may hold no cell there. */
export function railAt({ pitch }: RailGeometry, x: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.round((x - SIDE) / pitch)));
}
