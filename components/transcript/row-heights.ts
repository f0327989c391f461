import type { NodeView } from "@/lib/core/view/session-view";
import type { TranscriptRow } from "./transcript-rows";

/** Heights in px. They are known before a row is drawn, so that nothing moves when it is. */
export const BAND_PX = 24;
const ONE_LINE_PX = 49;
const TWO_LINES_PX = 67;
const BUNDLE_PX = 34;
/** A text that is longer gets two lines. */
const LINE_CHARACTERS = 44;

export function hasTwoLines({ preview }: Pick<NodeView, "preview">): boolean {
  return preview.length > LINE_CHARACTERS;
}

/** Height of a message's text, without the band over it. */
export function messageHeight(node: NodeView): number {
  return hasTwoLines(node) ? TWO_LINES_PX : ONE_LINE_PX;
}

/** @param bands by the position of the message below. */
export function rowHeight(
  row: TranscriptRow,
  nodes: readonly NodeView[],
  bands: ReadonlyMap<number, unknown>,
): number {
  if (row.kind === "bundle") return BAND_PX + BUNDLE_PX;
  const node = nodes[row.node];
  return node ? messageHeight(node) + (bands.has(row.node) ? BAND_PX : 0) : 0;
}
