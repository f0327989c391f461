import type { MessagePort } from "node:worker_threads";
import type { StoreFaultKind } from "@/lib/core/base/store-fault";
import type { Durability } from "@/lib/store/database/database";
import type { Outcome, Urgency, Write } from "@/lib/store/write";

/** A write on its way to the writer. */
export interface WriteRequest {
  readonly id: number;
  readonly write: Write;
  readonly urgency: Urgency;
  /** Whether it was given to a writer that died before it answered. */
  readonly isAgain: boolean;
}

/** What the database is to blame for, as it goes from thread to thread. */
export interface ToldFault {
  readonly kind: StoreFaultKind;
  readonly message: string;
}

/** What a thread tells the writer. */
export type ToWriter =
  | { readonly type: "write"; readonly requests: readonly WriteRequest[] }
  /** All that came before is waited for, whichever thread sent it. */
  | { readonly type: "catchUp"; readonly id: number }
  /** Nothing more comes. */
  | { readonly type: "close" };

/** What the writer tells a thread. */
export type FromWriter =
  | {
      readonly type: "outcomes";
      readonly outcomes: readonly { readonly id: number; readonly outcome: Outcome }[];
    }
  /** Whether the database took the last write, whosever it was. */
  | { readonly type: "fault"; readonly fault: ToldFault | null }
  | { readonly type: "caughtUp"; readonly id: number }
  | { readonly type: "closed" };

/** What the thread that started the writer tells it. */
export type ToWriterThread = { readonly type: "port"; readonly port: MessagePort } | { readonly type: "end" };

/** A writer has begun, and this is the way to it. */
export interface NewWriter {
  readonly port: MessagePort;
}

/** What the writer's thread finds when it begins. */
export interface WriterGiven {
  /** Of the database, which has this build's schema. */
  readonly databaseUrl: string;
  readonly durability: Durability;
}
