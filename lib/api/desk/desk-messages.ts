import type { DeskTaskName } from "./desk-tasks";

/** An error as it goes from thread to thread: named errors are known by their names. */
export interface DeskFault {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** What the serving thread tells a desk. */
export type ToDesk =
  | { readonly type: "ask"; readonly ask: number; readonly name: DeskTaskName; readonly given: unknown }
  /** Nobody waits for it any more, or all of its answer was taken. */
  | { readonly type: "over"; readonly ask: number }
  /** What the desk asked for is its own until it gives it back, or is refused. */
  | { readonly type: "gave"; readonly ask: number; readonly fault: DeskFault | null }
  | { readonly type: "close" };

/** What a desk tells the serving thread. */
export type FromDesk =
  | { readonly type: "answer"; readonly ask: number; readonly value: unknown }
  | { readonly type: "refusal"; readonly ask: number; readonly fault: DeskFault }
  /** The turn to write, or a session for itself. */
  | { readonly type: "wantsWrite"; readonly ask: number }
  | { readonly type: "wantsSession"; readonly ask: number; readonly session: string }
  | { readonly type: "gaveBack"; readonly ask: number }
  | { readonly type: "closed" };

/** How a desk is started: what its environment is, since a thread has one of its own. */
export interface DeskStart {
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function faultOf(error: unknown): DeskFault {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: "" };
  return { name: error.name, message: error.message, stack: error.stack ?? "" };
}

export function errorOf({ name, message, stack }: DeskFault): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = stack;
  return error;
}
