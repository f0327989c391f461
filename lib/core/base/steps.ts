/**
 * Positions as the first and the steps between them, which stay the same where an earlier stretch changes its length.
 *
 * @example stepsOf(Int32Array.of(3, 10, 12)) // Int32Array [3, 7, 2]
 */
export function stepsOf(positions: Int32Array): Int32Array {
  let before = 0;
  return positions.map((position) => {
    const step = position - before;
    before = position;
    return step;
  });
}

/** The positions that `stepsOf` was given. */
export function positionsOf(steps: Int32Array): Int32Array {
  let position = 0;
  return steps.map((step) => {
    position += step;
    return position;
  });
}
