import type { JsonObject } from "@/lib/core/json/json-value";
import type { FacetCount } from "@/lib/core/list/facet-count";
import type { GroupRow } from "@/lib/core/list/group-view";
import type { FiguresPart, RunStats } from "@/lib/core/list/run-stats";
import type { SessionSort } from "@/lib/core/list/session-sort";
import type { Message } from "@/lib/core/message/message";
import type { PolicyName } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { CauseTally } from "@/lib/core/recording/session-cause";
import type {
  SessionCounters,
  SessionInput,
  SessionOutcome,
  SessionStatus,
} from "@/lib/core/recording/session-fields";
import type { SideCallEvidence } from "@/lib/core/recording/side-call-evidence";
import type { AuxiliaryKind, Delivery, Turn } from "@/lib/core/recording/turn";
import type { PromptAudit } from "@/lib/core/recording/turn-facts";

export type { SessionCounters, SessionInput, SessionStatus };

export interface SessionRecord extends SessionInput, SessionOutcome {
  /** The client that called, as far as it said who it is. */
  readonly client: string | null;
  readonly counters: SessionCounters;
  /** Milliseconds since 1970. */
  readonly updated_at: number;
  /** When the last turn was recorded; null before the first. */
  readonly last_turn_at: number | null;
  /** Grows with every change; the event stream resumes from it. */
  readonly revision: number;
}

/** Which sessions are meant. */
export interface SessionSet {
  readonly status?: SessionStatus;
  /** Part of an id. */
  readonly search?: string;
  /** A typed filter, as lib/core/list/session-filter.ts reads it; full text included. */
  readonly filter?: string;
  /** Of these only. */
  readonly ids?: readonly string[];
}

/** Sessions in an order. */
export interface SessionOrder extends SessionSet {
  readonly sort: SessionSort;
  /** The largest first unless said. */
  readonly order?: "desc" | "asc";
}

/** Where a session stands among others, from 1. */
export interface SessionRank {
  readonly place: number;
  readonly of: number;
}

export interface SessionQuery extends SessionOrder {
  readonly limit: number;
  readonly cursor?: string;
  /** Whether the page before the cursor is meant, and not the one after it. */
  readonly backwards?: boolean;
  /** Id of a session: only those after it in the list. */
  readonly after?: string;
  /** Id of a session: only those before it in the list, and of them the nearest; such a page has no next. */
  readonly before?: string;
}

export interface SessionPage {
  readonly sessions: readonly SessionRecord[];
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
}

/** The first line of a turn, for reading sessions side by side. */
export interface TurnLead {
  readonly index: number;
  readonly sampled_tokens: number;
  readonly finish_reason: string;
  /** Null when it could not be read as a message. */
  readonly answer: Message | null;
}

/** A turn as it is written: the facts and the whole prompt; the store finds the deltas. */
export interface TurnInput {
  readonly turn: Omit<Turn, "index">;
  readonly promptIds: Int32Array;
  /** SHA-256 over prompt ids, output ids and log-probs, hex, taken at receipt. */
  readonly digest: string;
  readonly createdAt: number;
}

/** What is known of a turn beside the turn itself. */
export interface TurnStamp {
  /** SHA-256 over prompt ids, output ids and log-probs, hex, taken at receipt. */
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A session with all its turns, as it was recorded elsewhere. */
export interface SessionImport {
  readonly session: SessionInput & SessionOutcome;
  readonly turns: readonly TurnInput[];
}

export interface SessionPatch
  extends Partial<Omit<SessionOutcome, "created_at" | "finished_policy" | "finished_at">> {
  readonly finished_policy?: PolicyName;
  readonly finished_at?: number;
  readonly metadata?: JsonObject;
  readonly counters?: SessionCounters;
  /** What happened in the session, by cause; takes the place of what was said before. */
  readonly causes?: readonly CauseTally[];
  /** The client that calls, as far as it says who it is. */
  readonly client?: string;
}

/** Figures over a filtered set, together and by part. A template goes by the name of its tokenizer. */
export interface SessionStats extends RunStats {
  readonly by_status: readonly FiguresPart[];
  /** In order of the day on which the sessions began, `YYYY-MM-DD` in UTC. */
  readonly by_day: readonly FiguresPart[];
}

export interface StatsQuery extends SessionSet {
  /** Length of a stretch of time, ms; it divides a day. A day unless said. */
  readonly bucketMs?: number;
}

export interface GroupQuery {
  readonly filter?: string;
  readonly limit: number;
  /** Only groups with a lower index: where the last page ended. */
  readonly below?: number;
}

export interface GroupPage {
  readonly groups: readonly GroupRow[];
  readonly nextBelow: number | null;
}

/** A change of a session, for live views. */
export interface SessionChange {
  readonly session: string;
  readonly revision: number;
  readonly kind: "opened" | "turn" | "delivery" | "finished" | "dropped" | "changed";
  readonly turn: number | null;
}

/** Where sessions and turns live. Every write is durable when its promise resolves. */
export interface Store {
  /** Throws `SessionExistsError`. */
  openSession(input: SessionInput): Promise<SessionRecord>;
  findSession(id: string): Promise<SessionRecord | null>;
  /** Of a session that any process may have closed: all that a call must know anew. Null when there is none. */
  sessionStatus(id: string): Promise<SessionStatus | null>;
  /** Throws `FilterError` for a filter that cannot be read; so does whatever else takes one. */
  listSessions(query: SessionQuery): Promise<SessionPage>;
  /** Where a session stands in a list, or would stand if the list had it. */
  placeSession(id: string, query: SessionOrder): Promise<SessionRank>;
  /** The sessions of a set, counted by what they have in common. */
  countFacets(query: SessionSet): Promise<readonly FacetCount[]>;
  /** What happened in sessions, by their id. */
  readCauses(ids: readonly string[]): Promise<ReadonlyMap<string, readonly CauseTally[]>>;
  /** Of each session a message that holds the first of these words, by the session's id. */
  findMessages(ids: readonly string[], words: readonly string[]): Promise<ReadonlyMap<string, Message>>;
  /** The messages that a session began with, at most so many. */
  readOpening(id: string, limit: number): Promise<readonly Message[]>;
  /** Turns `from` to `to` (inclusive, from 1) of sessions, by the session's id. */
  readTurnLeads(
    ids: readonly string[],
    from: number,
    to: number,
  ): Promise<ReadonlyMap<string, readonly TurnLead[]>>;
  readStats(query: StatsQuery): Promise<SessionStats>;
  listGroups(query: GroupQuery): Promise<GroupPage>;
  /** The group's sessions in order of their index; none when there is no such group. */
  readGroup(groupIndex: number): Promise<readonly SessionRecord[]>;
  updateSession(id: string, patch: SessionPatch): Promise<SessionRecord>;
  /** Deletes the turns and keeps the id, so that stragglers are refused. */
  dropSession(id: string): Promise<void>;
  /** Appends the next turn and returns its index. Throws `SessionClosedError` when the session is not open. */
  appendTurn(sessionId: string, input: TurnInput): Promise<number>;
  /** Counts a call of a session that could not be recorded; the reason takes the place of the last one. */
  noteUnrecorded(sessionId: string, reason: string): Promise<void>;
  setDelivery(sessionId: string, turnIndex: number, delivery: Delivery): Promise<void>;
  /** Counts that a turn's reply is sent once more, to a retry. */
  countDelivery(sessionId: string, turnIndex: number): Promise<void>;
  /**
   * Keeps what the audit of a turn found, in place of what it found before. It reads back as the turn's `audit`.
   */
  setAudit(sessionId: string, turnIndex: number, audit: PromptAudit): Promise<void>;
  /**
   * Says anew what a turn counts as, in place of what was said before; the recorded kind stays beside it. Told what it
   * was recorded as, the turn has no amendment. `sideCall` says why, null for a turn of the conversation.
   */
  amendKind(
    sessionId: string,
    turnIndex: number,
    kind: AuxiliaryKind,
    sideCall: SideCallEvidence | null,
  ): Promise<void>;
  readRecording(sessionId: string): Promise<Recording>;
  /** Digests of the turns in order, hex. */
  readDigests(sessionId: string): Promise<readonly string[]>;
  /** The chain over the digests of all turns (`nextLink`) as it was written with the last, hex; null without one. */
  readChain(sessionId: string): Promise<string | null>;
  /** Of each turn in order. */
  readTurnStamps(sessionId: string): Promise<readonly TurnStamp[]>;
  /** Writes a whole session at once, or nothing of it. Throws `SessionExistsError`. */
  importSession(input: SessionImport): Promise<void>;
  /** Calls back after each committed change of this process; returns the way to stop. */
  subscribe(listener: (change: SessionChange) => void): () => void;
  /** Changes after a revision, from any process. */
  changesSince(revision: number): Promise<readonly SessionChange[]>;
  /** The revision of the last change of any session, by any process; 0 before the first. */
  lastRevision(): Promise<number>;
  /**
   * Throws `StoreFault` while the database takes no writes. Asked before anything is sampled that could not be kept.
   * Costs nothing while all is well, and notices by itself when it is again.
   */
  checkWritable(): Promise<void>;
  /** Why the database takes no writes, for people; null while it does. */
  writeFault(): Promise<string | null>;
  /** What SQLite finds wrong with the file and with the search index, in its words; reads all of it. */
  findDamage(): Promise<readonly string[]>;
  close(): Promise<void>;
}
