/**
 * Lines up rows of text under headings: the first column to the left, figures to the right.
 *
 * @example
 * tableOf(["policy", "samples"], [["slime", "3"]]); // "policy  samples\nslime         3"
 */
export function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const padded = lines.map((line) =>
    line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  return padded.map((cells) => cells.join("  ")).join("\n");
}
