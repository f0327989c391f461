import { CARD } from "./tree-layout";

/** Where a line begins and ends, in the layout's px. */
export interface EdgeEnds {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly zigzag: boolean;
}

const RADIUS = 8;
const ZIGZAG = { length: 72, step: 6, height: 4 } as const;

/**
 * The line between two cards as an SVG path, also read by the canvas: down from one, along the gap between the rows,
 * down to the other. A zigzag is drawn just before the turn down to the card.
 */
export function edgePath({ from, to, zigzag }: EdgeEnds): string {
  const [x0, y0] = [from.x + CARD.width / 2, from.y + CARD.height];
  const [x1, y1] = [to.x + CARD.width / 2, to.y];
  if (x0 === x1) return zigzag ? `M${x0} ${y0}${zigzags(x0, y0 + 4, y1 - 4)}V${y1}` : `M${x0} ${y0}V${y1}`;
  const side = Math.sign(x1 - x0);
  const middle = y1 - CARD.rowGap / 2;
  const along = zigzag
    ? zigzagAlong(x0 + side * RADIUS, x1 - side * RADIUS, middle)
    : `H${x1 - side * RADIUS}`;
  return [
    `M${x0} ${y0}V${middle - RADIUS}Q${x0} ${middle} ${x0 + side * RADIUS} ${middle}`,
    along,
    `Q${x1} ${middle} ${x1} ${middle + RADIUS}V${y1}`,
  ].join("");
}

function zigzags(x: number, top: number, bottom: number): string {
  const points = [`V${top}`];
  let side = 1;
  for (let y = top + ZIGZAG.step / 2; y < bottom; y += ZIGZAG.step) {
    points.push(`L${x + side * ZIGZAG.height} ${y}`);
    side = -side;
  }
  return `${points.join("")}L${x} ${bottom}`;
}

function zigzagAlong(start: number, end: number, y: number): string {
  const side = Math.sign(end - start);
  const length = Math.min(ZIGZAG.length, Math.abs(end - start));
  const points = [`H${end - side * length}`];
  let up = -1;
  for (let done = ZIGZAG.step / 2; done < length; done += ZIGZAG.step) {
    points.push(`L${end - side * (length - done)} ${y + up * ZIGZAG.height}`);
    up = -up;
  }
  return `${points.join("")}L${end} ${y}`;
}
