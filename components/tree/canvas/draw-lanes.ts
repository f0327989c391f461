import type { EdgeKind } from "@/components/tree/layout/edge-kind";
import { EDGE_MARKS } from "@/components/tree/layout/edge-marks";
import { lostState, mainState } from "@/components/tree/layout/main-state";
import type { LayoutPlace } from "@/components/tree/layout/tall-place";
import { CARD, type TreeCard, type TreeLayout } from "@/components/tree/layout/tree-layout";
import type { TokenState } from "@/lib/core/samples/token-state";

/** Colours as the page's style sheet has them. */
export interface LaneColours {
  readonly states: Readonly<Record<TokenState, string>>;
  readonly line: string;
  readonly fork: string;
  readonly selected: string;
}

/** What stands out of the rest. */
export interface LaneMarks {
  /** Positions of the cards on the selected path; null when all are shown alike. */
  readonly path: ReadonlySet<number> | null;
  /** Position of the selected card; -1 for none. */
  readonly selected: number;
}

const DIMMED = 0.25;
/** Below this a card is drawn as a mark of this size, in px. */
const SMALLEST_MARK = 1.5;
/** What lost tokens is found however small the rest is drawn, and is drawn over it; in px. */
const SMALLEST_LOSS = 5;

/**
 * Draws the tree as lanes of coloured marks: what stands in for cards that would be too small or too many, and the
 * minimap. The caller clears the canvas.
 */
export function drawLanes(
  canvas: CanvasRenderingContext2D,
  layout: TreeLayout,
  place: LayoutPlace,
  colours: LaneColours,
  { path, selected }: LaneMarks,
): void {
  drawEdges(canvas, layout, place, colours, path);
  const { width: right, height: bottom } = canvas.canvas;
  const draw = (card: TreeCard, at: number, smallest: number): void => {
    const width = Math.max(smallest, CARD.width * place.scaleX);
    const height = Math.max(smallest, CARD.height * place.scaleY);
    const x = place.x + card.x * place.scaleX;
    const y = place.y + card.y * place.scaleY;
    if (x > right || y > bottom || x + width < 0 || y + height < 0) return;
    canvas.globalAlpha = path === null || path.has(at) ? 1 : DIMMED;
    canvas.fillStyle = colours.states[mainState(card.counts)];
    canvas.fillRect(x, y, width, height);
    if (at !== selected) return;
    canvas.globalAlpha = 1;
    canvas.strokeStyle = colours.selected;
    canvas.lineWidth = 2;
    canvas.strokeRect(x - 2, y - 2, width + 4, height + 4);
  };
  layout.cards.forEach((card, at) => {
    if (lostState(card.counts) === null) draw(card, at, SMALLEST_MARK);
  });
  layout.cards.forEach((card, at) => {
    if (lostState(card.counts) !== null) draw(card, at, SMALLEST_LOSS);
  });
  canvas.globalAlpha = 1;
}

function drawEdges(
  canvas: CanvasRenderingContext2D,
  { cards, edges }: TreeLayout,
  place: LayoutPlace,
  colours: LaneColours,
  path: ReadonlySet<number> | null,
): void {
  const kinds = new Set<EdgeKind>(edges.map(({ kind }) => kind));
  for (const kind of kinds) {
    canvas.beginPath();
    for (const edge of edges) {
      if (edge.kind !== kind) continue;
      const [from, to] = [cards[edge.source], cards[edge.target]];
      if (!from || !to) continue;
      const x0 = place.x + (from.x + CARD.width / 2) * place.scaleX;
      const x1 = place.x + (to.x + CARD.width / 2) * place.scaleX;
      const y0 = place.y + (from.y + CARD.height) * place.scaleY;
      const y1 = place.y + to.y * place.scaleY;
      canvas.moveTo(x0, y0);
      if (x0 !== x1) {
        canvas.lineTo(x0, y1 - (CARD.rowGap / 2) * place.scaleY);
        canvas.lineTo(x1, y1 - (CARD.rowGap / 2) * place.scaleY);
      }
      canvas.lineTo(x1, y1);
    }
    canvas.globalAlpha = path === null ? 1 : DIMMED;
    canvas.setLineDash(EDGE_MARKS[kind].dash.map((length) => length / 2));
    canvas.lineWidth = 1;
    canvas.strokeStyle = kind === "line" ? colours.line : colours.fork;
    canvas.stroke();
  }
  canvas.setLineDash([]);
}
