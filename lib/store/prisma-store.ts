import type { Annotation } from "@/lib/core/annotations/annotation";
import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { FacetCount } from "@/lib/core/list/facet-count";
import type { SetFlags } from "@/lib/core/list/flag-figures";
import type { RunSteps } from "@/lib/core/list/run-steps";
import type { Message } from "@/lib/core/message/message";
import { auditPart } from "@/lib/core/recording/fact-parts";
import type { Recording } from "@/lib/core/recording/recording";
import type { SideCallEvidence } from "@/lib/core/recording/side-call-evidence";
import type { AuxiliaryKind, Delivery } from "@/lib/core/recording/turn";
import type { PromptAudit } from "@/lib/core/recording/turn-facts";
import { readAnnotations } from "@/lib/store/annotations/read-annotations";
import { findTraces, noteTraces, readTraces } from "@/lib/store/annotations/sample-traces";
import { writeAnnotations } from "@/lib/store/annotations/write-annotations";
import { engineRegistry } from "@/lib/store/engines/engine-registry";
import { managedChanges } from "@/lib/store/engines/managed-changes";
import { changesSince, lastRevision } from "@/lib/store/find/changes-since";
import { findDamage } from "@/lib/store/find/find-damage";
import { findMessages } from "@/lib/store/find/find-messages";
import { SessionHeads } from "@/lib/store/find/session-heads";
import { showPlace } from "@/lib/store/find/show-place";
import { importSession } from "@/lib/store/import/import-session";
import { PrismaLedger } from "@/lib/store/ledger/prisma-ledger";
import { storedReports } from "@/lib/store/reports/stored-reports";
import { sessionRecord } from "@/lib/store/rows/session-columns";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { WriteCheck } from "@/lib/store/rows/write-check";
import { FacetCounter } from "@/lib/store/sessions/facet-counter";
import { listGroups } from "@/lib/store/sessions/list-groups";
import { listSessions } from "@/lib/store/sessions/list-sessions";
import { openSession } from "@/lib/store/sessions/open-session";
import { patchSession } from "@/lib/store/sessions/patch-session";
import { placeSession } from "@/lib/store/sessions/place-session";
import { readCauses } from "@/lib/store/sessions/read-causes";
import { readFlags } from "@/lib/store/sessions/read-flags";
import { readGroup } from "@/lib/store/sessions/read-group";
import { readOpening } from "@/lib/store/sessions/read-opening";
import { readRunUse } from "@/lib/store/sessions/read-run-use";
import { readSteps } from "@/lib/store/sessions/read-steps";
import { sessionStats } from "@/lib/store/sessions/session-stats";
import { appendTurn } from "@/lib/store/turns/append-turn";
import { deleteTurns } from "@/lib/store/turns/delete-turns";
import { readTurnLeads } from "@/lib/store/turns/read-turn-leads";
import { SessionReader } from "@/lib/store/turns/session-reader";
import { TurnEvidenceBytes } from "@/lib/store/turns/turn-evidence";
import type { BlobStore } from "./blobs/blob-store";
import type { Connection } from "./connection";
import type { ForeignChanges } from "./foreign-changes";
import type {
  AnnotationQuery,
  AnnotationsWritten,
  SessionAnnotations,
  SessionFigures,
  SessionHead,
  SessionImport,
  SessionInput,
  SessionOrder,
  SessionPage,
  SessionPatch,
  SessionQuery,
  SessionRank,
  SessionRecord,
  SessionSet,
  SessionStats,
  StatsQuery,
  Store,
  TurnInput,
  TurnLead,
  TurnStamp,
} from "./store";
import { TaskQueue } from "./task-queue";
import type { Mark, Urgency } from "./write";

/** The store in a SQLite file or a PostgreSQL database, by way of Prisma. */
export class PrismaStore implements Store {
  readonly ledger: Store["ledger"];
  readonly engines: Store["engines"];
  readonly changes: Store["changes"];
  readonly reports: Store["reports"];
  readonly evidence: TurnEvidenceBytes;
  readonly heard: Store["heard"];
  readonly subscribe: Store["subscribe"];
  readonly caughtUp: Store["caughtUp"];
  readonly showPlace: Store["showPlace"];
  readonly changesSince: Store["changesSince"];
  readonly lastRevision: Store["lastRevision"];
  readonly readCauses: Store["readCauses"];
  readonly listGroups: Store["listGroups"];
  readonly readGroup: Store["readGroup"];
  readonly readRunUse: Store["readRunUse"];
  readonly #connection: Connection;
  readonly #sessions: SessionReader;
  readonly #facets: FacetCounter;
  readonly #writes: WriteCheck;
  readonly #heads: SessionHeads;
  readonly #foreign: ForeignChanges | null;
  /** What is said of sessions is read, and then written anew. */
  readonly #annotating = new TaskQueue();

  /** @param foreign hears of changes that other processes commit, where the database tells. */
  constructor(connection: Connection, foreign: ForeignChanges | null = null, blobs: BlobStore | null = null) {
    this.#connection = connection;
    this.#foreign = foreign;
    this.heard = (change) => connection.heard(change);
    this.subscribe = (listener) => connection.subscribe(listener);
    this.caughtUp = () => connection.caughtUp();
    this.showPlace = (session, place) => showPlace(connection, session, place);
    this.changesSince = (revision) => changesSince(connection, revision);
    this.lastRevision = () => lastRevision(connection);
    this.readCauses = (ids) => readCauses(connection, ids);
    this.listGroups = (query) => listGroups(connection, query);
    this.readGroup = (groupIndex) => readGroup(connection, groupIndex);
    this.readRunUse = (run) => readRunUse(connection, run);
    this.engines = engineRegistry(connection);
    this.changes = managedChanges(connection);
    this.reports = storedReports(connection);
    this.#sessions = new SessionReader(connection);
    this.#facets = new FacetCounter(connection);
    this.#writes = new WriteCheck(connection);
    this.#heads = new SessionHeads(connection);
    this.evidence = new TurnEvidenceBytes(connection, this.#sessions, blobs);
    this.ledger = new PrismaLedger(connection);
  }

  get isShared(): boolean {
    return this.#connection.dialect.isShared;
  }

  openSession(input: SessionInput): Promise<SessionRecord> {
    return openSession(this.#connection, input);
  }

  findSession(id: string): Promise<SessionRecord | null> {
    return this.#connection.exclusive(async () => {
      const row = await this.#connection.client.session.findUnique({ where: { id } });
      return row && sessionRecord(row);
    });
  }

  sessionHead(id: string): Promise<SessionHead | null> {
    return this.#heads.head(id);
  }

  listSessions(query: SessionQuery): Promise<SessionPage> {
    return listSessions(this.#connection, query);
  }

  placeSession(id: string, query: SessionOrder): Promise<SessionRank> {
    return placeSession(this.#connection, id, query);
  }

  countFacets(query: SessionSet): Promise<readonly FacetCount[]> {
    return this.#facets.count(query);
  }

  findMessages(ids: readonly string[], words: readonly string[]): Promise<ReadonlyMap<string, Message>> {
    return findMessages(this.#connection, ids, words);
  }

  readOpening(id: string, limit: number): Promise<readonly Message[]> {
    return readOpening(this.#connection, id, limit);
  }

  readTurnLeads(
    ids: readonly string[],
    from: number,
    to: number,
  ): Promise<ReadonlyMap<string, readonly TurnLead[]>> {
    return readTurnLeads(this.#connection, ids, from, to);
  }

  readStats(query: StatsQuery): Promise<SessionStats> {
    return sessionStats(this.#connection, this.#facets, query);
  }

  readFlags(query: SessionSet): Promise<SetFlags> {
    return readFlags(this.#connection, query);
  }

  readSteps(filter: string): Promise<RunSteps> {
    return readSteps(this.#connection, filter);
  }

  async updateSession(id: string, patch: SessionPatch): Promise<SessionRecord> {
    await patchSession(this.#connection, id, patch, "now");
    const record = await this.findSession(id);
    if (record === null) throw new SessionNotFoundError(id);
    return record;
  }

  setFigures(id: string, figures: SessionFigures): Promise<void> {
    return patchSession(this.#connection, id, figures, "later");
  }

  dropSession(id: string): Promise<void> {
    const { evidence } = this;
    return this.#connection.inOrder(id, () => deleteTurns(this.#connection, this.#sessions, evidence, id));
  }

  appendTurn(sessionId: string, input: TurnInput, opening: SessionInput | null = null): Promise<number> {
    return this.#connection.inOrder(sessionId, async () =>
      appendTurn(
        this.#connection,
        this.#sessions,
        sessionId,
        await this.evidence.keep(sessionId, input),
        opening,
      ),
    );
  }

  async noteUnrecorded(sessionId: string, reason: string): Promise<void> {
    const outcome = await this.#connection.write({ type: "unrecorded", session: sessionId, reason });
    if (outcome.type === "refused") throw new SessionNotFoundError(sessionId);
  }

  setDelivery(sessionId: string, turnIndex: number, delivery: Delivery): Promise<void> {
    return this.#mark(sessionId, turnIndex, { column: "delivery", value: delivery });
  }

  countDelivery(sessionId: string, turnIndex: number): Promise<void> {
    return this.#mark(sessionId, turnIndex, { column: "deliveries" }, "now");
  }

  setAudit(sessionId: string, turnIndex: number, audit: PromptAudit): Promise<void> {
    const value = stringifyJson(auditPart.write(audit));
    return this.#mark(sessionId, turnIndex, { column: "audit", value });
  }

  amendKind(
    sessionId: string,
    turnIndex: number,
    kind: AuxiliaryKind,
    sideCall: SideCallEvidence | null,
  ): Promise<void> {
    const value = stringifyJson({ auxiliary: kind, ...(sideCall ?? {}) });
    return this.#mark(sessionId, turnIndex, { column: "amendment", kind, value }, "now");
  }

  readRecording(sessionId: string): Promise<Recording> {
    return this.#connection.inOrder(sessionId, async () =>
      (await this.#sessions.current(sessionId)).recording(),
    );
  }

  async readDigests(sessionId: string): Promise<readonly string[]> {
    return (await this.readTurnStamps(sessionId)).map((stamp) => stamp.digest);
  }

  async readChain(sessionId: string): Promise<string | null> {
    const { chain } = await this.#sessions.head(sessionId);
    return chain && Buffer.from(chain).toString("hex");
  }

  readTurnStamps(sessionId: string): Promise<readonly TurnStamp[]> {
    return this.#connection.inOrder(sessionId, async () => [
      ...(await this.#sessions.current(sessionId)).stamps,
    ]);
  }

  annotate(given: readonly SessionAnnotations[]): Promise<AnnotationsWritten> {
    return this.#annotating.run(() => writeAnnotations(this.#connection, given));
  }

  readAnnotations(sessionId: string, query?: AnnotationQuery): Promise<readonly Annotation[]> {
    return this.#connection.exclusive(() => readAnnotations(this.#connection, sessionId, query));
  }

  noteTraces(traces: readonly SampleTrace[]): Promise<void> {
    return noteTraces(this.#connection, traces);
  }

  findTraces(digests: readonly string[]): Promise<ReadonlyMap<string, readonly SampleTrace[]>> {
    return this.#connection.exclusive(() => findTraces(this.#connection, digests));
  }

  readTraces(sessionId: string): Promise<readonly SampleTrace[]> {
    return this.#connection.exclusive(() => readTraces(this.#connection, sessionId));
  }

  async importSession(input: SessionImport): Promise<void> {
    const turns = await Promise.all(input.turns.map((turn) => this.evidence.keep(input.session.id, turn)));
    return importSession(this.#connection, { ...input, turns });
  }

  watch(listener: () => void): (() => void) | null {
    return this.#foreign?.listen(listener) ?? null;
  }

  checkWritable(): Promise<void> {
    return this.#writes.check();
  }

  writeFault(): Promise<string | null> {
    return this.#writes.fault();
  }

  findDamage(): Promise<readonly string[]> {
    return this.#connection.exclusive(() => findDamage(this.#connection));
  }

  async close(): Promise<void> {
    await this.#foreign?.close();
    await this.#connection.close();
    this.#sessions.close();
  }

  async #mark(session: string, turn: number, mark: Mark, urgency: Urgency = "later"): Promise<void> {
    const outcome = await this.#connection.write({ type: "mark", session, turn, mark }, urgency);
    if (outcome.type === "written") return;
    throw outcome.why === "missing"
      ? new SessionNotFoundError(session)
      : new SessionNotFoundError(session, `there is no turn ${turn}`);
  }
}
