import type { MessagePort } from "node:worker_threads";
import type { ThreadFault } from "@/lib/threads/thread-fault";
import type { DeskTaskName } from "./desk-tasks";

/** What the serving thread tells a desk. */
export type ToDesk =
  | { readonly type: "ask"; readonly ask: number; readonly name: DeskTaskName; readonly given: unknown }
  /** Nobody waits for it any more, or all of its answer was taken. */
  | { readonly type: "over"; readonly ask: number }
  /** What the desk asked for is its own until it gives it back, or is refused. */
  | { readonly type: "gave"; readonly ask: number; readonly fault: ThreadFault | null }
  | { readonly type: "close" };

/** What a desk tells the serving thread. */
export type FromDesk =
  | { readonly type: "answer"; readonly ask: number; readonly value: unknown }
  | { readonly type: "refusal"; readonly ask: number; readonly fault: ThreadFault }
  /** A session for itself. */
  | { readonly type: "wantsSession"; readonly ask: number; readonly session: string }
  | { readonly type: "gaveBack"; readonly ask: number }
  | { readonly type: "closed" };

/** What a desk's thread finds when it begins. */
export interface DeskBelongings {
  /** The way to the process's writer. */
  readonly writer: MessagePort;
  /** Its part of `TURNTREE_CACHE_MB`. */
  readonly cacheShare: number;
}

/** How a desk is started: what its environment is, since a thread has one of its own. */
export interface DeskStart {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The part of `TURNTREE_CACHE_MB` that desks have together. */
  readonly cacheShare: number;
}
