import { NamedError } from "./named-error";

/** An index lies outside the list it was meant for: a fault of the code, never of its input. */
export class OutOfRangeError extends NamedError {
  static override readonly label = "OutOfRangeError";
  override readonly name = OutOfRangeError.label;
}

/**
 * The item at an index that is in range by construction. Throws `OutOfRangeError` where it is not, so that a wrong
 * index never goes on as a made-up value. For loops over token columns there are `idAt` and `floatAt`.
 */
export function at<Item extends NonNullable<unknown> | null>(list: ArrayLike<Item>, index: number): Item {
  const item = list[index];
  return item === undefined ? missing(list, index) : item;
}

/**
 * `at` for ids, ranks and positions. It sees one kind of array, so the engine compiles it to a plain read. Over 82
 * million ids it takes the time of `ids[index]`. One function for every kind of list takes six times as long.
 */
export function idAt(ids: Int32Array, index: number): number {
  return ids[index] ?? missing(ids, index);
}

/** `at` for log-probs and sort keys, as fast as a plain read for the same reason as `idAt`. */
export function floatAt(values: Float64Array, index: number): number {
  return values[index] ?? missing(values, index);
}

// A function of its own keeps those above short enough for the engine to inline them wherever they are called.
function missing({ length }: ArrayLike<unknown>, index: number): never {
  throw new OutOfRangeError(`There is no item ${index} in a list of ${length}.`);
}
