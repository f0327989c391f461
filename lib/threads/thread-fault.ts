/** An error as it goes from thread to thread: named errors are known by their names. */
export interface ThreadFault {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** What else it says, such as which failure a client is told of. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What is sent of an error. */
export function faultOf(error: unknown): ThreadFault {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: "", details: {} };
  const details = Object.entries(error).filter(([name, value]) => name !== "name" && isPlain(value));
  return {
    name: error.name,
    message: error.message,
    stack: error.stack ?? "",
    details: Object.fromEntries(details),
  };
}

/** The error that another thread sent: `instanceof` knows it where its class is a `NamedError`. */
export function errorOf({ name, message, stack, details }: ThreadFault): Error {
  return Object.assign(new Error(message), details, { name, stack });
}

/** Whether a value can be handed to another thread. */
function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null)
    return typeof value !== "function" && typeof value !== "symbol";
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (Array.isArray(value) || prototype === Object.prototype || prototype === null) &&
    Object.values(value).every(isPlain)
  );
}
