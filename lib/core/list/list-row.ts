import type { CauseTally } from "@/lib/core/recording/session-cause";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { TextSnippet } from "./text-snippet";

/** A row of the list of sessions. */
export interface ListRow extends SessionRow {
  readonly causes: readonly CauseTally[];
  /** Where the words looked for stand; null where none are, or where they stand in the id. */
  readonly snippet: TextSnippet | null;
}

/** What `GET /api/list` answers. */
export interface ListPage {
  readonly rows: readonly ListRow[];
  readonly next_cursor: string | null;
  readonly previous_cursor: string | null;
}

/** What `GET /api/sessions/{id}/peek` answers. */
export interface SessionPeek {
  readonly row: ListRow;
  readonly messages: readonly PeekMessage[];
  readonly labels: readonly (readonly [string, string])[];
}

/** The start of a message. */
export interface PeekMessage {
  /** Counts from 1. */
  readonly number: number;
  readonly role: string;
  readonly text: string;
  /** Letters of the whole text that are not shown. */
  readonly cut: number;
}
