import { z } from "zod";
import { StoreFault } from "@/lib/core/base/store-fault";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import type { SessionChange } from "./store";
import { WriteQueue, type WriteTurn } from "./write-queue";

/** A long import is one transaction; nothing else waits for a timer. */
const TRANSACTION_LIMITS = { maxWait: 600_000, timeout: 600_000 };

/** To this many bytes SQLite cuts the write-ahead log when it begins it anew; it would stay as large as it ever was. */
const LONGEST_LOG = 16_777_216;

type Statement = Prisma.PrismaPromise<unknown>;

/** The change that a write makes to a session, for the log of changes. */
export interface ChangeNote {
  readonly session: string;
  readonly key: number;
  readonly kind: SessionChange["kind"];
  readonly turn: number | null;
  /** An expression that gives the session's key, or null when nothing may be written: `isRowMissing` then. */
  readonly guard?: Prisma.Sql;
  /** Columns of the session that change with it, as an UPDATE sets them. */
  readonly sets?: Prisma.Sql;
}

/** How a driver's error stands in Prisma's when the SQL was given as text. */
const RAW_ERROR = z.object({ driverAdapterError: z.object({ cause: z.object({ kind: z.string() }) }) });

/**
 * The process's one connection. Reads and writes take turns in one queue, and every write is one transaction given
 * whole. So a write is seen entirely or not at all, and none is lost with another's rollback.
 */
export class Connection {
  readonly #queue = new WriteQueue();
  #fault: StoreFault | null = null;
  readonly #listeners = new Set<(change: SessionChange) => void>();

  /**
   * @param writeTurn asks for the turn to write: SQLite would make a second thread wait for the first with its loop
   *   standing still.
   */
  constructor(
    readonly client: PrismaClient,
    readonly file: string,
    private readonly writeTurn: WriteTurn = (write) => write(),
  ) {}

  /** Why the last write failed, where the database is to blame; null since one went through. */
  get fault(): StoreFault | null {
    return this.#fault;
  }

  /** Runs a task that no other task of this process interleaves with. It must not queue another and wait for it. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.run(() =>
      task().catch((error: unknown) => {
        throw StoreFault.of(error, this.file);
      }),
    );
  }

  /** Lets the write-ahead log shrink again after large bodies. Call once, before anything else. */
  async limitLog(): Promise<void> {
    await this.client.$queryRawUnsafe(`PRAGMA journal_size_limit = ${LONGEST_LOG}`);
  }

  /** Writes something that changes nothing, to see whether writes go through again. Throws `StoreFault`. */
  probe(): Promise<void> {
    return this.exclusive(() =>
      this.#write(false, async () => {
        const [row] = await this.client.$queryRawUnsafe<{ user_version: bigint }[]>("PRAGMA user_version");
        await this.client.$queryRawUnsafe(`PRAGMA user_version = ${Number(row?.user_version ?? 0)}`);
      }),
    );
  }

  /** Runs a write in its turn, and keeps in mind whether the database took it. */
  async #write<T>(isTurn: boolean, write: () => Promise<T>): Promise<T> {
    try {
      const written = await this.writeTurn(write);
      // A damaged file takes some writes and others not: that of a turn shows that it takes what matters.
      if (this.#fault?.kind !== "damaged" || isTurn) this.#fault = null;
      return written;
    } catch (error) {
      const fault = StoreFault.of(error, this.file);
      if (fault instanceof StoreFault) this.#fault = fault;
      throw fault;
    }
  }

  /** Reads of one moment: no process's write falls between them. Call inside `exclusive`. */
  snapshot<T extends Statement[]>(statements: [...T]) {
    return this.client.$transaction(statements, TRANSACTION_LIMITS);
  }

  /** Writes, notes the change, and tells listeners when it is durable. Call inside `exclusive`. */
  async commit(note: ChangeNote, statements: readonly Statement[]): Promise<SessionChange> {
    const { client } = this;
    const { session, key, kind, turn, guard, sets } = note;
    const alsoSets = sets === undefined ? Prisma.empty : Prisma.sql`, ${sets}`;
    const [changed] = await this.#write(kind === "turn", () =>
      client.$transaction(
        [
          // First, since an insert takes the write lock: a transaction that began by reading could not upgrade.
          client.$queryRaw<{ revision: number }[]>`
            INSERT INTO "Change" ("sessionKey", "kind", "turn") VALUES (${guard ?? key}, ${kind}, ${turn})
            RETURNING "revision"`,
          ...statements,
          client.$executeRaw`
            UPDATE "Session" SET "revision" = (SELECT MAX("revision") FROM "Change")${alsoSets} WHERE "key" = ${key}`,
        ],
        TRANSACTION_LIMITS,
      ),
    );
    const change = { session, revision: changed[0]?.revision ?? 0, kind, turn };
    for (const listener of this.#listeners) listener(change);
    return change;
  }

  subscribe(listener: (change: SessionChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#queue.drain();
    await this.client.$disconnect();
  }
}

/** Whether a write was refused because a unique key was taken. */
export function isKeyTaken(error: unknown): boolean {
  return isRefusal(error, "P2002", "UniqueConstraintViolation");
}

/** Whether the row that a write names with its conditions is not there, or its guard gave null. */
export function isRowMissing(error: unknown): boolean {
  return isRefusal(error, "P2025", "NullConstraintViolation");
}

/** Prisma names a refusal by a code of its own, and that of SQL given as text by the driver's word. */
function isRefusal(error: unknown, code: string, driverKind: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const raw = RAW_ERROR.safeParse(error.meta);
  return error.code === code || (raw.success && raw.data.driverAdapterError.cause.kind === driverKind);
}
