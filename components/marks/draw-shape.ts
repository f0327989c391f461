import { SHAPE_LANES, type ShapeColumn } from "@/lib/core/view/session-shape";

/** Size of the drawing in CSS px. */
export const SHAPE_SIZE = { width: 72, height: 16 } as const;

/** Colours of the drawing, read off the page so that it follows the theme. */
export interface ShapeInk {
  readonly lane: string;
  readonly fork: string;
  readonly drift: string;
  readonly refused: string;
}

/** Turns of a short session are this wide at most, so that its length can be told from a long one's. */
const WIDEST_COLUMN = 8;

/**
 * Draws a session's outline. A lane is a line from left to right, a fork an upright tick down from the trunk. Drift is a
 * hatch over the turn, a refusal a block under it. Shape tells them apart; colour only helps.
 *
 * @param context scaled so that one unit is one CSS px.
 */
export function drawShape(
  context: CanvasRenderingContext2D,
  columns: readonly ShapeColumn[],
  ink: ShapeInk,
): void {
  const { width, height } = SHAPE_SIZE;
  context.clearRect(0, 0, width, height);
  if (columns.length === 0) return;
  const step = Math.min(WIDEST_COLUMN, width / columns.length);
  const lanes = Math.max(1, ...columns.flatMap((column) => column.lanes.map((lane) => lane + 1)));
  const pitch = Math.min(4, (height - 4) / Math.min(lanes, SHAPE_LANES));
  const top = lanes === 1 ? height / 2 - 1 : 2;
  const yOf = (lane: number): number => top + lane * pitch;
  columns.forEach((column, at) => {
    const x = at * step;
    const lowest = column.lanes.at(-1) ?? 0;
    context.fillStyle = ink.lane;
    for (const lane of column.lanes) context.fillRect(x, yOf(lane), Math.max(1, step - 1), 2.5);
    if (column.forks) {
      context.fillStyle = ink.fork;
      const from = Math.min(yOf(0), yOf(lowest) - 3);
      context.fillRect(x, from, Math.min(1.5, step / 2), Math.max(5, yOf(lowest) - from + 2.5));
    }
    if (column.drifts) hatch(context, x, step, ink.drift);
    if (column.refused) {
      context.fillStyle = ink.refused;
      context.fillRect(x, height - 3, Math.max(1.5, step - 0.5), 3);
    }
  });
}

function hatch(context: CanvasRenderingContext2D, x: number, step: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  for (let y = 0; y < SHAPE_SIZE.height; y += 4) {
    context.moveTo(x, y + 3);
    context.lineTo(x + Math.max(2, step), y);
  }
  context.stroke();
}
