import type { JsonValue } from "@/lib/core/json/json-value";

/** What a change did to a field: what stood there, and what stands there now; null where nothing does. */
export interface FieldChange {
  readonly field: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** A change that somebody asked for over the API or on the command line. It holds no key, no header and no body. */
export interface ManagedChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whose key it was; `open` where the server asks for none, `command` for the command line. */
  readonly holder: string;
  /** The person, as a proxy in front or the operating system says; null where nobody says. */
  readonly person: string | null;
  /** Where the request came from: the last proxy, where there is one. Null on the command line. */
  readonly address: string | null;
  /** The method, or the command. */
  readonly action: string;
  /** The path of the API, or what the command was about. */
  readonly target: string;
  /** What the API answered; null on the command line. */
  readonly status: number | null;
  /** Of policies, rewards, labels and states what stood before and after; absent where nothing is told. */
  readonly fields?: readonly FieldChange[];
}

/** A change and its number, which grows. */
export interface NumberedChange extends ManagedChange {
  readonly number: number;
  readonly fields: readonly FieldChange[];
}

/** Which changes are meant. */
export interface ManagedChangeQuery {
  /** Only those with a smaller number. */
  readonly before?: number | undefined;
  /** Part of what they were about, as a session's id. */
  readonly target?: string | undefined;
  readonly limit: number;
}

/** Who changed what, the same for every recorder of the database. */
export interface ManagedChanges {
  /** Keeps a change, with the next commit or a moment later. */
  add(change: ManagedChange): Promise<void>;
  /** The newest first. */
  list(query: ManagedChangeQuery): Promise<readonly NumberedChange[]>;
}
