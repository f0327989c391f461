import type { Unrecognised } from "./key-gate";

/** What a request is told whose key was not recognised; the same words over every door. */
export function wrongKey(unrecognised: Unrecognised): {
  readonly status: 401 | 429;
  readonly message: string;
  /** When to come again, where that helps. */
  readonly retryAfterSeconds: number | undefined;
} {
  switch (unrecognised.kind) {
    case "none":
      return { status: 401, message: "This server asks for a key.", retryAfterSeconds: undefined };
    case "wrong":
      return { status: 401, message: "The key is wrong.", retryAfterSeconds: undefined };
    case "waits":
      return {
        status: 429,
        message: "Too many wrong keys came from this address; try again in a few seconds.",
        retryAfterSeconds: Math.ceil(unrecognised.waitMs / 1000),
      };
    default:
      return unrecognised satisfies never;
  }
}
