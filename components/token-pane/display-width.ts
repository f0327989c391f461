/** Characters that take no cell of their own: combining marks, joiners, variation selectors. */
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Characters that take two cells of a monospace grid: East Asian wide and full-width forms, and emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

const ASCII = /^[\x20-\x7e]*$/;

/**
 * Cells that a text takes on a monospace grid.
 *
 * @example
 * displayWidth("ab"); // 2
 * displayWidth("中"); // 2
 * displayWidth("e\u0301"); // 1: the accent stands on the e
 */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let cells = 0;
  for (const character of text) {
    if (NO_WIDTH.test(character)) continue;
    cells += WIDE.test(character) ? 2 : 1;
  }
  return cells;
}
