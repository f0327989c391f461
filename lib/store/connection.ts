import { setTimeout } from "node:timers/promises";
import { StoreFault } from "@/lib/core/base/store-fault";
import type { Database } from "@/lib/store/database/database";
import type { Dialect } from "@/lib/store/dialect/dialect";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import type { SessionChange } from "./store";
import { TaskQueue } from "./task-queue";
import type { Backlog, FailedWrite, RefusedWrite, Urgency, Write, Writer, Written } from "./write";

/** A long read is one transaction; nothing else waits for a timer. */
const TRANSACTION_LIMITS = { maxWait: 600_000, timeout: 600_000 };

/** So long, in ms, a read waits for what was recorded before it. */
const LONGEST_CATCH_UP_MS = 10_000;

type Statement = Prisma.PrismaPromise<unknown>;

/**
 * A thread's way to the database: a connection that only reads, which never waits for a writer, and the process's one
 * writer.
 */
export class Connection {
  readonly #reads = new TaskQueue();
  /** What must not interleave for one session, by the session's id. */
  readonly #sessions = new Map<string, TaskQueue>();
  /** Writes that are not answered yet, by session. */
  readonly #left = new Map<string, Set<Promise<unknown>>>();
  readonly #listeners = new Set<(change: SessionChange) => void>();

  constructor(
    readonly client: PrismaClient,
    private readonly database: Pick<Database, "dialect" | "name">,
    private readonly writer: Writer,
  ) {}

  get dialect(): Dialect {
    return this.database.dialect;
  }

  /** What the database is called in words for people. */
  get name(): string {
    return this.database.name;
  }

  /** Why the last write failed, where the database is to blame; null since one went through. */
  get fault(): StoreFault | null {
    return this.writer.fault;
  }

  /** How far behind the writer is with what this thread gave it. */
  get backlog(): Backlog {
    return this.writer.backlog;
  }

  /**
   * Runs a read that no other read of this thread interleaves with: while a snapshot is open on the connection, others
   * would see its moment and not their own. It must not queue another and wait for it.
   */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    return this.#reads.run(() =>
      task().catch((error: unknown) => {
        throw StoreFault.of(error, this.name);
      }),
    );
  }

  /** Runs a task that no other task of this session interleaves with. It must not queue another and wait for it. */
  async inOrder<T>(session: string, task: () => Promise<T>): Promise<T> {
    const queue = this.#sessions.get(session) ?? new TaskQueue();
    this.#sessions.set(session, queue);
    try {
      return await queue.run(task);
    } finally {
      if (queue.isIdle) this.#sessions.delete(session);
    }
  }

  /** Reads of one moment: no process's write falls between them. Call inside `exclusive`. */
  snapshot<T extends Statement[]>(statements: [...T]) {
    return this.client.$transaction(statements, { ...TRANSACTION_LIMITS, ...this.dialect.snapshot });
  }

  /**
   * Writes, and tells listeners when it is durable. Throws `StoreFault` where the database is to blame that it could
   * not be written.
   */
  async write(write: Write, urgency: Urgency = "now"): Promise<Written | RefusedWrite> {
    const outcome = await this.#noted(write, this.writer.write(write, urgency));
    if (outcome.type === "failed") throw errorOf(outcome);
    if (outcome.type === "written") {
      for (const change of outcome.changes) this.heard(change);
    }
    return outcome;
  }

  /**
   * Writes what changes no session, in one transaction; answers how many rows each statement changed. Throws as `write`.
   *
   * @example
   * await connection.execute([Prisma.sql`UPDATE "FedSample" SET "expiresAt" = 0 WHERE "lease" = ${lease}`]);
   */
  async execute(statements: readonly Prisma.Sql[], urgency: Urgency = "now"): Promise<readonly number[]> {
    const plain = statements.map(({ strings, values }) => ({ texts: [...strings], values: [...values] }));
    const outcome = await this.write({ type: "statements", statements: plain }, urgency);
    return outcome.type === "written" ? (outcome.counts ?? []) : [];
  }

  /** Resolves when all that this thread has asked to be written of a session is written: a read that follows sees it. */
  async settled(session: string): Promise<void> {
    if (this.#left.has(session)) await this.writer.caughtUp();
  }

  /**
   * Resolves when all that any thread of this process has asked to be written is written, so that a read that follows
   * sees it. A database that takes no writes can be read all the same.
   */
  async caughtUp(): Promise<void> {
    if (this.fault !== null) return;
    await Promise.race([this.writer.caughtUp(), setTimeout(LONGEST_CATCH_UP_MS, null, { ref: false })]);
  }

  async #noted<T>(write: Write, outcome: Promise<T>): Promise<T> {
    if (!("session" in write)) return outcome;
    const left = this.#left.get(write.session) ?? new Set();
    this.#left.set(write.session, left.add(outcome));
    try {
      return await outcome;
    } finally {
      left.delete(outcome);
      if (left.size === 0) this.#left.delete(write.session);
    }
  }

  /** Tells listeners of a change that another thread of this process has asked for. */
  heard(change: SessionChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  subscribe(listener: (change: SessionChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((queue) => queue.drain()));
    await this.#reads.drain();
    await this.writer.close();
    await this.client.$disconnect();
  }
}

function errorOf({ fault, message }: FailedWrite): Error {
  return fault === null ? new Error(message) : new StoreFault(fault, message);
}
