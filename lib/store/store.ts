import type { Annotation } from "@/lib/core/annotations/annotation";
import type { ManagedChanges } from "@/lib/core/annotations/managed-change";
import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import type { EvidenceReads } from "@/lib/core/evidence/evidence-reads";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { FacetCount } from "@/lib/core/list/facet-count";
import type { SetFlags } from "@/lib/core/list/flag-figures";
import type { GroupPage, GroupQuery } from "@/lib/core/list/group-view";
import type { FiguresPart, RunStats } from "@/lib/core/list/run-stats";
import type { RunSteps } from "@/lib/core/list/run-steps";
import type { SessionHealth } from "@/lib/core/list/session-flag";
import type { SessionSort } from "@/lib/core/list/session-sort";
import type { Message } from "@/lib/core/message/message";
import type { PolicyName } from "@/lib/core/policy/policy";
import type { ReadRunUse } from "@/lib/core/policy/run-quota";
import type { Recording } from "@/lib/core/recording/recording";
import type { EngineRegistry } from "@/lib/core/recording/registered-engine";
import type { SampleLedger } from "@/lib/core/recording/sample-ledger";
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
import type { SessionChange, ShownPlace } from "@/lib/core/report/session-change";
import type { Reports } from "@/lib/core/report/stored-report";

export type { SessionChange, SessionCounters, SessionInput, SessionStatus };

export interface SessionRecord extends SessionInput, SessionOutcome {
  /** By the index of the turn; null where no turn has a reward of its own. */
  readonly turn_rewards: JsonObject | null;
  /** How often the rewards were amended after they were first given. */
  readonly reward_revision: number;
  /** How it ended, as its environment says (`OUTCOME`); null when nothing was said. */
  readonly outcome: string | null;
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
  /** Of these only from which a trainer's run can still get a sample at a moment: not all of its samples are leased or trained. */
  readonly leftFor?: FeedRun;
}

/** A trainer's run, and the moment in ms since 1970 at which its leases are looked at. */
export interface FeedRun {
  readonly run: string;
  readonly now: number;
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
  /** The bytes of `turn.evidence`, column by column, null for those kept elsewhere; absent where it has none. */
  readonly evidence?: readonly (Uint8Array<ArrayBuffer> | null)[];
  readonly turn: Omit<Turn, "index">;
  readonly promptIds: Int32Array;
  /** SHA-256 over prompt ids, output ids and log-probs, hex, taken at receipt. */
  readonly digest: string;
  readonly createdAt: number;
}

/** How a session stands, for who holds what it was. */
export interface SessionHead {
  readonly status: SessionStatus;
  /** How many turns it has. */
  readonly turns: number;
  /** Grows with every change. */
  readonly revision: number;
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
  /** What was found out about it later, in the order in which it was written; absent where there is nothing. */
  readonly annotations?: readonly Annotation[];
  /** The lines that were exported of it. */
  readonly traces?: readonly SampleTrace[];
}

/** Annotations to be written to a session, and fields that are set over its labels and its metadata. */
export interface SessionAnnotations {
  readonly session: string;
  readonly annotations: readonly Annotation[];
  readonly labels?: JsonObject | undefined;
  readonly metadata?: JsonObject | undefined;
}

export interface AnnotationsWritten {
  readonly written: number;
  /** Those that stood already, with the same value at the same moment. */
  readonly known: number;
}

/** Which annotations of a session are meant; all unless said. */
export interface AnnotationQuery {
  readonly kinds?: readonly string[];
  readonly producer?: string;
}

export interface SessionPatch
  extends Partial<Omit<SessionOutcome, "created_at" | "finished_policy" | "finished_at">> {
  readonly finished_policy?: PolicyName;
  readonly finished_at?: number;
  readonly metadata?: JsonObject;
  readonly labels?: JsonObject;
  readonly counters?: SessionCounters;
  /** What happened in the session, by cause; takes the place of what was said before. */
  readonly causes?: readonly CauseTally[];
  /** What is out of order in it, and the weights that sampled; takes the place of what was said before. */
  readonly health?: SessionHealth;
  /** The client that calls, as far as it says who it is. */
  readonly client?: string;
}

/** What is worked out of a session for the list, and who called. */
export type SessionFigures = Pick<SessionPatch, "counters" | "causes" | "health" | "client">;

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

/** Where sessions and turns live. Every write is durable when its promise resolves. */
export interface Store {
  readonly evidence: EvidenceReads;
  /** Whether several recorders write at once as a rule. A SQLite file has one, beside which commands may write. */
  readonly isShared: boolean;
  /** Which samples trainers have, and what went into their weights. */
  readonly ledger: SampleLedger;
  readonly engines: EngineRegistry;
  readonly changes: ManagedChanges;
  readonly reports: Reports;
  readonly readRunUse: ReadRunUse;
  /** Throws `SessionExistsError`. */
  openSession(input: SessionInput): Promise<SessionRecord>;
  findSession(id: string): Promise<SessionRecord | null>;
  /** How a session stands, which any process may have changed; null when there is none. */
  sessionHead(id: string): Promise<SessionHead | null>;
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
  /** What is out of order in a set of sessions; reads no recording. */
  readFlags(query: SessionSet): Promise<SetFlags>;
  /** The sessions that a filter leaves, by step, else by group. */
  readSteps(filter: string): Promise<RunSteps>;
  listGroups(query: GroupQuery): Promise<GroupPage>;
  /** The group's sessions in order of their index; none when there is no such group. */
  readGroup(groupIndex: number): Promise<readonly SessionRecord[]>;
  updateSession(id: string, patch: SessionPatch): Promise<SessionRecord>;
  /** Keeps a session's figures, with the next commit or a moment later. */
  setFigures(id: string, figures: SessionFigures): Promise<void>;
  /** Deletes the turns and keeps the id, so that stragglers are refused. */
  dropSession(id: string): Promise<void>;
  /**
   * Appends the next turn and returns its index. Throws `SessionClosedError` when the session is not open.
   *
   * @param opening makes the session with the turn, if nobody has.
   */
  appendTurn(sessionId: string, input: TurnInput, opening?: SessionInput | null): Promise<number>;
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
  /**
   * Appends annotations, all of them or none. Rewards among them amend the sessions' own. Throws `SessionNotFoundError`,
   * and `AnnotationError` for what cannot be annotated.
   */
  annotate(given: readonly SessionAnnotations[]): Promise<AnnotationsWritten>;
  /** In the order in which they were written. */
  readAnnotations(sessionId: string, query?: AnnotationQuery): Promise<readonly Annotation[]>;
  /** Keeps where exported lines came from, so that they can be annotated by their digest. */
  noteTraces(traces: readonly SampleTrace[]): Promise<void>;
  /** Where lines came from, by their digest; several sessions can have exported the same tokens. */
  findTraces(digests: readonly string[]): Promise<ReadonlyMap<string, readonly SampleTrace[]>>;
  /** The lines that were exported of a session. */
  readTraces(sessionId: string): Promise<readonly SampleTrace[]>;
  /** Writes a whole session at once, or nothing of it. Throws `SessionExistsError`. */
  importSession(input: SessionImport): Promise<void>;
  /** Calls back after each committed change of this process; returns the way to stop. */
  /** Tells those who subscribed here of a change that another thread of this process has asked for. */
  heard(change: SessionChange): void;
  subscribe(listener: (change: SessionChange) => void): () => void;
  /**
   * Calls back soon after changes that any process committed; returns the way to stop. Null where the database does not
   * tell, and whoever wants to know has to look.
   */
  watch(listener: () => void): (() => void) | null;
  /** Points at a place, for whoever follows the changes. Throws `SessionNotFoundError`. */
  showPlace(session: string, place: ShownPlace): Promise<void>;
  /** Changes after a revision, from any process. */
  changesSince(revision: number): Promise<readonly SessionChange[]>;
  /** The revision of the last change of any session, by any process; 0 before the first. */
  lastRevision(): Promise<number>;
  /** Resolves when all that this process was asked to record before can be read, whichever of its threads was asked. */
  caughtUp(): Promise<void>;
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
