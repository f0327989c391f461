import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import type { SessionChange } from "./store";
import { WriteQueue } from "./write-queue";

/** A long import is one transaction; nothing else waits for a timer. */
const TRANSACTION_LIMITS = { maxWait: 600_000, timeout: 600_000 };

type Statement = Prisma.PrismaPromise<unknown>;

/** What a write does to a session, for the log of changes. */
export interface ChangeNote {
  readonly session: string;
  readonly key: number;
  readonly kind: SessionChange["kind"];
  readonly turn: number | null;
}

/**
 * The process's one connection. Reads and writes take turns in one queue, and every write is one transaction given
 * whole, so that a write is seen entirely or not at all and none is lost with another's rollback.
 */
export class Connection {
  readonly #queue = new WriteQueue();
  readonly #listeners = new Set<(change: SessionChange) => void>();

  constructor(readonly client: PrismaClient) {}

  /** Runs a task that no other task of this process interleaves with. It must not queue another and wait for it. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.run(task);
  }

  /** Reads of one moment: no process's write falls between them. Call inside `exclusive`. */
  snapshot<T extends Statement[]>(statements: [...T]) {
    return this.client.$transaction(statements, TRANSACTION_LIMITS);
  }

  /** Writes, notes the change, and tells listeners when it is durable. Call inside `exclusive`. */
  async commit(note: ChangeNote, statements: readonly Statement[]): Promise<SessionChange> {
    const { client } = this;
    const [row] = await client.$transaction(
      [
        // First, since an insert takes the write lock: a transaction that began by reading could not upgrade.
        client.change.create({ data: { sessionKey: note.key, kind: note.kind, turn: note.turn } }),
        ...statements,
        client.$executeRaw`UPDATE "Session" SET "revision" = (SELECT MAX("revision") FROM "Change") WHERE "key" = ${note.key}`,
      ],
      TRANSACTION_LIMITS,
    );
    const change = { session: note.session, revision: row.revision, kind: note.kind, turn: note.turn };
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

/** Whether Prisma refused a write because a unique key was taken. */
export function isKeyTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

/** Whether the row that a write names with its conditions is not there. */
export function isRowMissing(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2025";
}
