import { errorMessage } from "@/lib/core/base/error-message";
import { processFigures } from "@/lib/core/base/process-figures";
import { StoreFault } from "@/lib/core/base/store-fault";
import type { Database } from "@/lib/store/database/database";
import type { Backlog, FailedWrite, Outcome, TurnWrite, Urgency, Write, Writer } from "@/lib/store/write";
import type { PrismaClient } from "@/prisma/generated/client";
import { isThere, wasCommitted } from "./found-before";
import { isKeyTaken } from "./is-key-taken";
import { KeptTurns } from "./kept-turns";
import { type WriteConnection, writeBatch } from "./write-batch";

/** Writes in one transaction: one that takes long holds up all that come after. */
const MOST_AT_ONCE = 512;

/** What nobody waits for is written after this long at most, in ms: finishing a session waits for it all the same. */
const LATER_MS = 25;

/** How often it is tried whether there is room again for turns that are kept, in ms. */
const KEPT_MS = 1_000;

interface Waiting {
  readonly write: Write;
  /** Whether it may be written already, by a writer that died. */
  readonly isAgain: boolean;
  readonly answer: (outcome: Outcome) => void;
  /** When it came, by `performance.now()`. */
  readonly came: number;
}

/**
 * The one writer of a process. What comes while a batch is committed is the next batch: one transaction and one wait for
 * the disk, however many there are. Nothing waits while it is idle.
 */
export class BatchWriter implements Writer {
  #waiting: Waiting[] = [];
  /** Those of the batch that is being committed. */
  #taken: readonly Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** Whether somebody waits for what is waiting. */
  #isDue = false;
  #running: Promise<void> | null = null;
  /** The outcome of the newest write: those before it are answered no later. */
  #newest: Promise<unknown> = Promise.resolve();
  #fault: StoreFault | null = null;
  readonly #kept = new KeptTurns();
  #client: Promise<PrismaClient> | null = null;

  /** @param database to which a connection is opened when the first write comes. */
  constructor(private readonly database: Pick<Database, "dialect" | "name" | "openWriter">) {}

  get fault(): StoreFault | null {
    return this.#fault;
  }

  get backlog(): Backlog {
    const first = this.#taken[0] ?? this.#waiting[0];
    return {
      writes: this.#taken.length + this.#waiting.length,
      waitedMs: first === undefined ? 0 : performance.now() - first.came,
    };
  }

  write(write: Write, urgency: Urgency, isAgain = false): Promise<Outcome> {
    const outcome = new Promise<Outcome>((answer) => {
      processFigures.add("writes_waiting", 1);
      this.#waiting.push({ write, isAgain, answer, came: performance.now() });
      if (urgency === "now") this.#begin();
      else if (this.#running === null) this.#timer ??= setTimeout(() => this.#begin(), LATER_MS);
    });
    this.#newest = outcome;
    return outcome;
  }

  async caughtUp(): Promise<void> {
    // What another thread sent before may still lie in its port.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#waiting.length > 0) this.#begin();
    await this.#newest;
  }

  async close(): Promise<void> {
    while (this.#waiting.length > 0 || this.#running !== null) {
      this.#begin();
      await this.#running;
    }
    await this.#writeKeptLast();
    await (await this.#client?.catch(() => null))?.$disconnect();
    this.#client = null;
  }

  async #writeKeptLast(): Promise<void> {
    if (this.#kept.count === 0) return;
    this.#begin();
    await this.#running;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const lost = this.#kept.count;
    if (lost > 0)
      console.error(`${this.database.name} had no room for ${lost} turns until the end: they are lost.`);
  }

  #begin(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isDue = true;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // Whatever else this turn of the loop brings goes with the first.
    await new Promise((resolve) => setImmediate(resolve));
    // Those before the others: they are of calls that ended, and the next turns of their sessions follow them.
    const kept = this.#kept.take();
    if (kept.length > 0) await this.#answer(kept.map(keptWrite));
    while (this.#isDue) {
      const batch = this.#take();
      // What comes from here on says anew whether it is waited for.
      this.#isDue = this.#waiting.length > 0;
      await this.#answer(batch);
    }
    this.#running = null;
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => this.#begin(), LATER_MS);
    else if (this.#kept.count > 0) this.#timer ??= setTimeout(() => this.#begin(), KEPT_MS);
  }

  async #answer(batch: readonly Waiting[]): Promise<void> {
    this.#taken = batch;
    const begun = performance.now();
    const outcomes = batch.length === 0 ? [] : await this.#commit(batch);
    this.#taken = [];
    measure(batch, begun);
    for (const [at, { write, answer }] of batch.entries()) {
      const outcome = outcomes[at] ?? LOST;
      this.#kept.add(write, outcome);
      answer(outcome);
    }
  }

  /** An import stands alone: the calls that came before it need not wait for it. */
  #take(): Waiting[] {
    const at = this.#waiting.findIndex(({ write }) => write.type === "import");
    const most = at === -1 ? MOST_AT_ONCE : Math.min(MOST_AT_ONCE, Math.max(1, at));
    return this.#waiting.splice(0, most);
  }

  /** A batch that fails is tried once write by write, so that one bad row takes nobody with it. Never rejects. */
  async #commit(batch: readonly Waiting[]): Promise<readonly Outcome[]> {
    if (batch.some(({ isAgain }) => isAgain)) return this.#oneByOne(batch);
    const writes = batch.map(({ write }) => write);
    let judged: readonly Outcome[] = [];
    try {
      const client = await this.#connected();
      const outcomes = await writeBatch(client, writes, (told) => {
        judged = told;
      });
      this.#noteSuccess(batch, outcomes);
      return outcomes;
    } catch (error) {
      const failed = await this.#noteFailure(error);
      // Whoever holds the file holds it for each of them: all would wait in vain, one after another.
      if (failed.fault === "locked") return batch.map(() => failed);
      const isCommitted = await this.#isCommitted(writes, judged);
      if (isCommitted === null) return batch.map(() => failed);
      return isCommitted ? judged : this.#oneByOne(batch);
    }
  }

  async #oneByOne(batch: readonly Waiting[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const one of batch) outcomes.push(await this.#commitOne(one));
    return outcomes;
  }

  async #commitOne(one: Waiting): Promise<Outcome> {
    try {
      const client = await this.#connected();
      if (one.isAgain && (await isThere(client, one.write))) return { type: "written", changes: [] };
      const outcomes = await writeBatch(client, [one.write]);
      this.#noteSuccess([one], outcomes);
      return outcomes[0] ?? LOST;
    } catch (error) {
      const failed = await this.#noteFailure(error);
      if (!isKeyTaken(error)) return failed;
      // What is given again is there already.
      return one.isAgain && one.write.type === "group"
        ? { type: "written", changes: [] }
        : { type: "refused", why: "taken", status: null };
    }
  }

  /** A damaged file takes some writes and others not: that of a turn shows that it takes what matters. */
  #noteSuccess(batch: readonly Waiting[], outcomes: readonly Outcome[]): void {
    const wroteTurn = batch.some(
      ({ write }, at) => write.type === "turn" && outcomes[at]?.type === "written",
    );
    if (this.#fault?.kind !== "damaged" || wroteTurn) this.#fault = null;
  }

  async #noteFailure(error: unknown): Promise<FailedWrite> {
    const fault = StoreFault.of(error, this.database.name);
    if (fault instanceof StoreFault) this.#fault = fault;
    await this.#endTransaction();
    return {
      type: "failed",
      fault: fault instanceof StoreFault ? fault.kind : null,
      message: errorMessage(fault),
    };
  }

  /** A commit that fails can leave its transaction open, and all that followed would become part of it. */
  async #endTransaction(): Promise<void> {
    if (this.database.dialect.name !== "sqlite") return;
    const client = await this.#client?.catch(() => null);
    await client?.$executeRawUnsafe("ROLLBACK").catch(() => undefined);
  }

  /** Null where nobody can say: what may be there is not written again. */
  async #isCommitted(writes: readonly Write[], judged: readonly Outcome[]): Promise<boolean | null> {
    if (judged.length === 0) return false;
    try {
      const { client, dialect } = await this.#connected();
      return await client.$transaction(async (opened) => {
        // Behind the lock, since a server may still be at that commit.
        await opened.$executeRaw(dialect.writeLock);
        return wasCommitted({ client: opened, dialect }, writes, judged);
      });
    } catch {
      return null;
    }
  }

  async #connected(): Promise<WriteConnection> {
    this.#client ??= this.database.openWriter().catch((error: unknown) => {
      this.#client = null;
      throw error;
    });
    return { client: await this.#client, dialect: this.database.dialect };
  }
}

const LOST: FailedWrite = { type: "failed", fault: null, message: "What became of a write is not known." };

/** Nobody waits for it any more. */
function keptWrite(write: TurnWrite): Waiting {
  processFigures.add("writes_waiting", 1);
  return { write, isAgain: true, answer: () => undefined, came: performance.now() };
}

function measure(batch: readonly Waiting[], begun: number): void {
  if (batch.length === 0) return;
  const now = performance.now();
  processFigures.add("writes_waiting", -batch.length);
  processFigures.observe("batch_writes", batch.length);
  processFigures.observe("batch_ms", now - begun);
  for (const { came } of batch) processFigures.observe("write_wait_ms", now - came);
}
