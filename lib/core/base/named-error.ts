interface ErrorClass {
  readonly label: string;
}

/** Whether a value is an error of the class's name, whichever copy of the class made it. */
function isInstance(this: ErrorClass, value: unknown): boolean {
  return Error[Symbol.hasInstance](value) && Object(value).name === this.label;
}

/**
 * An error that is known by its name. The server's code is bundled once for the start hook and once for the routes. So
 * one copy of a class can throw an error that another copy catches. `instanceof` holds across the copies.
 *
 * @example
 * class FullError extends NamedError {
 *   static override readonly label = "FullError";
 *   override readonly name = FullError.label;
 * }
 */
export abstract class NamedError extends Error {
  /** The class's own name, written out because bundlers change the names of classes. */
  static readonly label: string = "NamedError";
  static override readonly [Symbol.hasInstance] = isInstance;
}
