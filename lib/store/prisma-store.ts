import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { FacetCount } from "@/lib/core/list/facet-count";
import type { Message } from "@/lib/core/message/message";
import { auditPart } from "@/lib/core/recording/fact-parts";
import type { Recording } from "@/lib/core/recording/recording";
import type { CauseTally } from "@/lib/core/recording/session-cause";
import type { SideCallEvidence } from "@/lib/core/recording/side-call-evidence";
import type { AuxiliaryKind, Delivery } from "@/lib/core/recording/turn";
import type { PromptAudit } from "@/lib/core/recording/turn-facts";
import { changesSince, lastRevision } from "@/lib/store/find/changes-since";
import { findDamage } from "@/lib/store/find/find-damage";
import { findMessages } from "@/lib/store/find/find-messages";
import { importSession } from "@/lib/store/import/import-session";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { patchColumns, sessionRecord } from "@/lib/store/rows/session-columns";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { WriteCheck } from "@/lib/store/rows/write-check";
import { FacetCounter } from "@/lib/store/sessions/facet-counter";
import { listGroups } from "@/lib/store/sessions/list-groups";
import { listSessions } from "@/lib/store/sessions/list-sessions";
import { openSession } from "@/lib/store/sessions/open-session";
import { placeSession } from "@/lib/store/sessions/place-session";
import { readCauses } from "@/lib/store/sessions/read-causes";
import { readGroup } from "@/lib/store/sessions/read-group";
import { readOpening } from "@/lib/store/sessions/read-opening";
import { replaceCauses } from "@/lib/store/sessions/replace-causes";
import { sessionStats } from "@/lib/store/sessions/session-stats";
import { appendTurn } from "@/lib/store/turns/append-turn";
import { readTurnLeads } from "@/lib/store/turns/read-turn-leads";
import { SessionReader } from "@/lib/store/turns/session-reader";
import { Prisma } from "@/prisma/generated/client";
import { type Connection, isRowMissing } from "./connection";
import type {
  GroupPage,
  GroupQuery,
  SessionChange,
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
  SessionStatus,
  StatsQuery,
  Store,
  TurnInput,
  TurnLead,
  TurnStamp,
} from "./store";

const STATUSES = new RawRows({
  status: rawColumn.oneOf<SessionStatus>(Prisma.sql`"status"`, ["open", "finished", "dropped"]),
});

/** The store in a SQLite file, by way of Prisma. */
export class PrismaStore implements Store {
  readonly #connection: Connection;
  readonly #sessions: SessionReader;
  readonly #facets: FacetCounter;
  readonly #writes: WriteCheck;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#sessions = new SessionReader(connection);
    this.#facets = new FacetCounter(connection);
    this.#writes = new WriteCheck(connection);
  }

  openSession(input: SessionInput): Promise<SessionRecord> {
    return this.#connection.exclusive(() => openSession(this.#connection, input));
  }

  findSession(id: string): Promise<SessionRecord | null> {
    return this.#connection.exclusive(async () => {
      const row = await this.#connection.client.session.findUnique({ where: { id } });
      return row && sessionRecord(row);
    });
  }

  sessionStatus(id: string): Promise<SessionStatus | null> {
    return this.#connection.exclusive(async () => {
      const { client } = this.#connection;
      const rows = await STATUSES.select(client, Prisma.sql`FROM "Session" WHERE "id" = ${id}`);
      return STATUSES.read(rows)[0]?.status ?? null;
    });
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

  readCauses(ids: readonly string[]): Promise<ReadonlyMap<string, readonly CauseTally[]>> {
    return readCauses(this.#connection, ids);
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

  listGroups(query: GroupQuery): Promise<GroupPage> {
    return listGroups(this.#connection, query);
  }

  readGroup(groupIndex: number): Promise<readonly SessionRecord[]> {
    return readGroup(this.#connection, groupIndex);
  }

  updateSession(id: string, patch: SessionPatch): Promise<SessionRecord> {
    const { client } = this.#connection;
    return this.#connection.exclusive(async () => {
      const { key, status } = await this.#sessions.head(id);
      const kind = patch.status === "finished" ? "finished" : "changed";
      const { counters, causes, client: _client, ...facts } = patch;
      // Figures that were worked out anew, and who called, are no news of the session.
      const isNews = Object.keys(facts).length > 0;
      const data = { ...patchColumns(patch), ...(isNews && { updatedAt: BigInt(Date.now()) }) };
      const where = patch.status === undefined ? { key } : { key, status: "open" as const };
      try {
        await this.#connection.commit({ session: id, key, kind, turn: null }, [
          client.session.update({ where, data, select: { key: true } }),
          ...(causes ? replaceCauses(client, key, causes) : []),
        ]);
      } catch (error) {
        throw isRowMissing(error) ? new SessionClosedError(id, status) : error;
      }
      return sessionRecord(await client.session.findUniqueOrThrow({ where: { key } }));
    });
  }

  dropSession(id: string): Promise<void> {
    const { client } = this.#connection;
    return this.#connection.exclusive(async () => {
      const { key } = await this.#sessions.head(id);
      const where = { sessionKey: key };
      const counters = { turnCount: 0, nodeCount: 0, forkCount: 0, driftSpans: 0, refusedTokens: 0 };
      const tokens = {
        sampleCount: 0,
        sampledTokens: 0,
        trainedTokens: 0,
        contextTokens: 0,
        shape: null,
        causeNames: "",
        chain: null,
      };
      await this.#connection.commit({ session: id, key, kind: "dropped", turn: null }, [
        client.turnLists.deleteMany({ where }),
        client.turnOutput.deleteMany({ where }),
        client.turn.deleteMany({ where }),
        client.messageNode.deleteMany({ where }),
        client.messageBody.deleteMany({ where }),
        client.sessionCause.deleteMany({ where }),
        client.session.update({
          where: { key },
          data: { status: "dropped", updatedAt: BigInt(Date.now()), ...counters, ...tokens },
          select: { key: true },
        }),
      ]);
      this.#sessions.forget(id);
    });
  }

  appendTurn(sessionId: string, input: TurnInput): Promise<number> {
    return this.#connection.exclusive(() => appendTurn(this.#connection, this.#sessions, sessionId, input));
  }

  noteUnrecorded(sessionId: string, reason: string): Promise<void> {
    const { client } = this.#connection;
    return this.#connection.exclusive(async () => {
      const { key } = await this.#sessions.head(sessionId);
      const data = { unrecordedCalls: { increment: 1 }, unrecordedReason: reason };
      await this.#connection.commit({ session: sessionId, key, kind: "changed", turn: null }, [
        client.session.update({ where: { key }, data, select: { key: true } }),
      ]);
    });
  }

  setDelivery(sessionId: string, turnIndex: number, delivery: Delivery): Promise<void> {
    return this.#changeTurn(sessionId, turnIndex, "delivery", Prisma.sql`"delivery" = ${delivery}`);
  }

  countDelivery(sessionId: string, turnIndex: number): Promise<void> {
    return this.#changeTurn(sessionId, turnIndex, "delivery", Prisma.sql`"deliveries" = "deliveries" + 1`);
  }

  setAudit(sessionId: string, turnIndex: number, audit: PromptAudit): Promise<void> {
    const text = stringifyJson(auditPart.write(audit));
    return this.#changeTurn(sessionId, turnIndex, "changed", Prisma.sql`"audit" = ${text}`);
  }

  amendKind(
    sessionId: string,
    turnIndex: number,
    kind: AuxiliaryKind,
    sideCall: SideCallEvidence | null,
  ): Promise<void> {
    const text = stringifyJson({ auxiliary: kind, ...(sideCall ?? {}) });
    const amendment = Prisma.sql`CASE WHEN "auxiliary" = ${kind} THEN NULL ELSE ${text} END`;
    return this.#changeTurn(sessionId, turnIndex, "changed", Prisma.sql`"amendment" = ${amendment}`);
  }

  readRecording(sessionId: string): Promise<Recording> {
    return this.#connection.exclusive(async () => (await this.#sessions.current(sessionId)).recording());
  }

  async readDigests(sessionId: string): Promise<readonly string[]> {
    return (await this.readTurnStamps(sessionId)).map((stamp) => stamp.digest);
  }

  readChain(sessionId: string): Promise<string | null> {
    return this.#connection.exclusive(async () => {
      const { chain } = await this.#sessions.head(sessionId);
      return chain && Buffer.from(chain).toString("hex");
    });
  }

  readTurnStamps(sessionId: string): Promise<readonly TurnStamp[]> {
    return this.#connection.exclusive(async () => [...(await this.#sessions.current(sessionId)).stamps]);
  }

  importSession(input: SessionImport): Promise<void> {
    return this.#connection.exclusive(() => importSession(this.#connection, input));
  }

  subscribe(listener: (change: SessionChange) => void): () => void {
    return this.#connection.subscribe(listener);
  }

  changesSince(revision: number): Promise<readonly SessionChange[]> {
    return changesSince(this.#connection, revision);
  }

  lastRevision(): Promise<number> {
    return lastRevision(this.#connection);
  }

  checkWritable(): Promise<void> {
    return this.#writes.check();
  }

  writeFault(): Promise<string | null> {
    return this.#writes.fault();
  }

  findDamage(): Promise<readonly string[]> {
    return this.#connection.exclusive(() => findDamage(this.#connection.client));
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #changeTurn(
    session: string,
    turn: number,
    kind: SessionChange["kind"],
    column: Prisma.Sql,
  ): Promise<void> {
    const { client } = this.#connection;
    await this.#connection.exclusive(async () => {
      const key = await this.#sessions.key(session);
      const isRow = Prisma.sql`"sessionKey" = ${key} AND "index" = ${turn}`;
      const guard = Prisma.sql`(SELECT "sessionKey" FROM "Turn" WHERE ${isRow})`;
      try {
        await this.#connection.commit({ session, key, kind, turn, guard }, [
          client.$executeRaw`UPDATE "Turn" SET ${column} WHERE ${isRow}`,
        ]);
      } catch (error) {
        throw isRowMissing(error) ? new SessionNotFoundError(session, `there is no turn ${turn}`) : error;
      }
    });
  }
}
