import { at } from "./at";

/**
 * Index of the first item that is not before a place, found by halving; the list's length where all are before it.
 * Items for which `isBefore` holds must all stand before those for which it does not.
 *
 * @example partitionPoint([0, 4, 9], (start) => start <= 5); // 2
 */
export function partitionPoint<Item extends NonNullable<unknown> | null>(
  list: ArrayLike<Item>,
  isBefore: (item: Item, index: number) => boolean,
): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(at(list, middle), middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
