/** How the tree is drawn: cards to read, pills to see states by, or lanes alone. */
export type TreeLevel = "card" | "pill" | "lanes";

const SMALLEST_CARD = 0.6;
const SMALLEST_PILL = 0.25;
/** More than this on screen cannot be told apart, and would cost an element each. */
const MOST_ELEMENTS = 400;

/**
 * What is drawn at a scale.
 *
 * @param visible how many cards the pane shows.
 * @example
 * treeLevel(1, 12); // "card"
 * treeLevel(0.3, 500); // "lanes"
 */
export function treeLevel(zoom: number, visible: number): TreeLevel {
  if (zoom < SMALLEST_PILL || visible > MOST_ELEMENTS) return "lanes";
  return zoom < SMALLEST_CARD ? "pill" : "card";
}
