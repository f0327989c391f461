/**
 * Where notes stand in a margin: each beside its line, or below the note before it where that one is still there.
 *
 * @param wanted where each would stand by itself, in order, px.
 *
 * @example
 * marginTops([0, 10, 300], [40, 40, 40], 8); // [0, 48, 300]
 */
export function marginTops(
  wanted: readonly number[],
  heights: readonly number[],
  gap: number,
): readonly number[] {
  let free = 0;
  return wanted.map((top, at) => {
    const place = Math.max(top, free);
    free = place + (heights[at] ?? 0) + gap;
    return place;
  });
}
