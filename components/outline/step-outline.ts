import type { OutlineRow } from "./outline-rows";

/**
 * The row that a key leads to, by the tree pattern of the ARIA practices: up and down along the rows, left to the
 * line that a fork leaves, right into the fork below, home and end. Null when the key means nothing here.
 */
export function stepOutline(key: string, current: number, rows: readonly OutlineRow[]): number | null {
  const level = rows[current]?.level ?? 1;
  switch (key) {
    case "ArrowDown":
    case "j":
      return Math.min(rows.length - 1, current + 1);
    case "ArrowUp":
    case "k":
      return Math.max(0, current - 1);
    case "Home":
      return 0;
    case "End":
      return rows.length - 1;
    case "ArrowLeft": {
      const outer = rows.slice(0, current).findLastIndex((row) => row.level < level);
      return outer < 0 ? current : outer;
    }
    case "ArrowRight": {
      const inner = rows.findIndex((row, at) => at > current && row.level > level);
      return inner < 0 ? current : inner;
    }
    default:
      return null;
  }
}
