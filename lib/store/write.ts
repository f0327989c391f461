import type { StoreFault, StoreFaultKind } from "@/lib/core/base/store-fault";
import type { SessionFlag } from "@/lib/core/list/session-flag";
import type { CauseTally } from "@/lib/core/recording/session-cause";
import type { SessionStatus } from "@/lib/core/recording/session-fields";
import type { AuxiliaryKind, Delivery } from "@/lib/core/recording/turn";
import type { SessionChange } from "./store";

/** The value of a column; `undefined` is null. */
export type Column = string | number | bigint | Uint8Array | null | undefined;

export type Row = Readonly<Record<string, Column>>;

/** The rows that one more turn adds, without the key of their session: the writer knows it. */
export interface TurnRows {
  readonly bodies: readonly Row[];
  readonly nodes: readonly Row[];
  readonly turn: Row;
  readonly lists: Row;
  readonly output: Row;
  readonly evidence: readonly Row[];
}

/** What one more turn changes of its session's row. Times are milliseconds since 1970. */
export interface TurnSums {
  readonly chain: Uint8Array | null;
  readonly evidenceChain: Uint8Array | null;
  readonly lastTurnAt: number;
  readonly updatedAt: number;
  /** What is added to the session's counts. */
  readonly sampled: number;
  readonly nodes: number;
  readonly forks: number;
  /** Prompt and answer together, in tokens. */
  readonly length: number;
}

interface Named {
  /** The id of the session. */
  readonly session: string;
}

/** A new session. RefusedWrite where its id is taken. */
export interface OpenWrite extends Named {
  readonly type: "open";
  readonly row: Row;
}

/** The next turn. RefusedWrite unless the session is open and holds one turn less. */
export interface TurnWrite extends Named {
  readonly type: "turn";
  /** The session's row, where this turn makes the session; null where it is there. */
  readonly opening: Row | null;
  /** From 1. */
  readonly turn: number;
  readonly rows: TurnRows;
  readonly sums: TurnSums;
}

/** What is found of a turn after it was written. */
export type Mark =
  | { readonly column: "delivery"; readonly value: Delivery }
  /** Its reply is sent once more. */
  | { readonly column: "deliveries" }
  | { readonly column: "audit"; readonly value: string }
  /** Nothing stands there where the turn was recorded as this kind. */
  | { readonly column: "amendment"; readonly kind: AuxiliaryKind; readonly value: string };

export interface MarkWrite extends Named {
  readonly type: "mark";
  readonly turn: number;
  readonly mark: Mark;
}

/** Columns of a session, and its causes and flags where they are not null. */
export interface PatchWrite extends Named {
  readonly type: "patch";
  readonly kind: "finished" | "changed";
  /** RefusedWrite where the session is not open. */
  readonly needsOpen: boolean;
  readonly columns: Row;
  readonly causes: readonly CauseTally[] | null;
  readonly flags: readonly SessionFlag[] | null;
}

/** One more call that could not be recorded. */
export interface UnrecordedWrite extends Named {
  readonly type: "unrecorded";
  readonly reason: string;
}

/** Deletes all of a session but its row. */
export interface DropWrite extends Named {
  readonly type: "drop";
  readonly columns: Row;
}

/** A whole session with its turns. RefusedWrite where its id is taken. */
export interface ImportWrite extends Named {
  readonly type: "import";
  readonly status: SessionStatus;
  readonly row: Row;
  readonly turns: readonly TurnRows[];
  /** What was said of it later, and where its exported lines came from. */
  readonly annotations: readonly Row[];
  readonly traces: readonly Row[];
}

/** What is said of a session. Refused where it was dropped, or a row's place is taken. */
export interface AnnotationPart extends Named {
  readonly type: "annotation";
  readonly rows: readonly Row[];
  readonly columns: Row;
}

/** Where exported lines of a session came from, in place of what was known of the same lines. It changes no session. */
export interface TracesPart extends Named {
  readonly type: "traces";
  readonly rows: readonly Row[];
}

/** Parts of several sessions that are written together, all or none. */
export interface GroupWrite {
  readonly type: "group";
  readonly parts: readonly (AnnotationPart | TracesPart)[];
}

/** Statements that change no session, in one transaction. */
export interface StatementsWrite {
  readonly type: "statements";
  /** Each as its texts and the values between them. */
  readonly statements: readonly { readonly texts: readonly string[]; readonly values: readonly unknown[] }[];
}

/** Changes nothing, and shows whether writes go through. */
export interface ProbeWrite {
  readonly type: "probe";
}

/** A change as data, so that it goes from thread to thread. It is written whole or not at all. */
export type Write =
  | OpenWrite
  | TurnWrite
  | MarkWrite
  | PatchWrite
  | UnrecordedWrite
  | DropWrite
  | ImportWrite
  | GroupWrite
  | StatementsWrite
  | ProbeWrite;

/** Why a write may not happen: `behind` where another recorder wrote the turn first, `taken` where its row is there. */
export type Refusal = "missing" | "closed" | "behind" | "exists" | "no_turn" | "taken";

export type Written = {
  readonly type: "written";
  readonly changes: readonly SessionChange[];
  /** How many rows each of the statements changed that were given as such. */
  readonly counts?: readonly number[];
};

export type RefusedWrite = {
  readonly type: "refused";
  readonly why: Refusal;
  /** Of the session as it stands; null where there is none. */
  readonly status: SessionStatus | null;
};

/** The database could not write it. */
export type FailedWrite = {
  readonly type: "failed";
  /** Null where the database is not to blame. */
  readonly fault: StoreFaultKind | null;
  readonly message: string;
};

export type Outcome = Written | RefusedWrite | FailedWrite;

/** `later`: nobody waits for it, and it goes with the next commit or a moment later. */
export type Urgency = "now" | "later";

/** What a writer was given and did not answer yet. */
export interface Backlog {
  readonly writes: number;
  /** How long the first of them has waited, in ms; 0 where there is none. */
  readonly waitedMs: number;
}

/** Where writes go. A write is durable when its outcome is there. */
export interface Writer {
  write(write: Write, urgency: Urgency): Promise<Outcome>;
  /** Resolves when all is answered that any thread of the process gave before: a read that follows sees it. */
  caughtUp(): Promise<void>;
  /** Why the last write failed, where the database is to blame; null since one went through. */
  readonly fault: StoreFault | null;
  /** How far behind it is with what it was given here. */
  readonly backlog: Backlog;
  /** Ends when everything is written. */
  close(): Promise<void>;
}
