import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { SampleCell } from "./session-view";

/** Digits are 0 to 9 and a to z; a capital letter ends a number and names the state that it counts. */
const BASE = 36;
const FIRST_STATE = "A".charCodeAt(0);

/**
 * A sample's cells as text, one part for each node of its path, the root's first. A part says how many tokens are in
 * which state; a node without a cell has an empty one. The start of a cell follows from those before it.
 *
 * @param path positions of the sample's nodes.
 * @example
 * packCells([{ node: 0, start: 0, length: 40, counts: [40, 0, 0, 0, 0, 0, 0] }], [0, 1]); // "14A,"
 */
export function packCells(cells: readonly SampleCell[], path: readonly number[]): string {
  let next = 0;
  return path
    .map((node) => {
      const cell = cells[next];
      if (cell?.node !== node) return "";
      next++;
      return cell.counts
        .map((count, state) =>
          count > 0 ? count.toString(BASE) + String.fromCharCode(FIRST_STATE + state) : "",
        )
        .join("");
    })
    .join(",");
}

/** The cells that `packCells` was given. */
export function unpackCells(text: string, path: readonly number[]): readonly SampleCell[] {
  const cells: SampleCell[] = [];
  let start = 0;
  for (const [at, part] of text.split(",").entries()) {
    if (part === "") continue;
    const counts = new Array<number>(TOKEN_STATES.length).fill(0);
    let length = 0;
    for (const [, digits = "", letter = ""] of part.matchAll(/([0-9a-z]+)([A-Z])/g)) {
      const count = Number.parseInt(digits, BASE);
      counts[letter.charCodeAt(0) - FIRST_STATE] = count;
      length += count;
    }
    cells.push({ node: path[at] ?? -1, start, length, counts });
    start += length;
  }
  return cells;
}
