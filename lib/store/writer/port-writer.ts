import type { MessagePort } from "node:worker_threads";
import { StoreFault } from "@/lib/core/base/store-fault";
import { databaseOf } from "@/lib/store/database/database-of";
import type { Backlog, FailedWrite, Outcome, Urgency, Write, Writer } from "@/lib/store/write";
import type { FromWriter, NewWriter, ToWriter, WriteRequest } from "./writer-messages";

/** A write that so many writers died of, or over, is given up. */
const MOST_DEATHS = 2;

/** So long, in ms, a new writer is waited for before those who wait are told that nothing can be recorded. */
const LONGEST_WAIT_MS = 10_000;

interface Waiting {
  readonly request: WriteRequest;
  readonly answer: (outcome: Outcome) => void;
  deaths: number;
  /** When it came, by `performance.now()`. */
  readonly came: number;
}

/**
 * The process's writer, as one of its threads sees it. Writes that the writer did not answer before it died are given to
 * the next, which looks first whether they are there already.
 */
export class PortWriter implements Writer {
  readonly #name: string;
  readonly #hub: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  /** Who waits for all that was given before. */
  readonly #catchingUp = new Map<number, () => void>();
  #port: MessagePort | null = null;
  #outbox: WriteRequest[] = [];
  #lastId = 0;
  #fault: StoreFault | null = null;
  #patience: NodeJS.Timeout | null = null;
  #closed: (() => void) | null = null;
  /** Told when nothing waits any more. */
  #idle: (() => void) | null = null;

  /**
   * @param hub from `WriterHost.connect`.
   * @param databaseUrl of the database, whose name those are told who hear what is wrong with it.
   */
  constructor(hub: MessagePort, databaseUrl: string) {
    this.#hub = hub;
    this.#name = databaseOf(databaseUrl).name;
    hub.on("message", ({ port }: NewWriter) => this.#take(port));
    hub.unref();
    this.#wait();
  }

  get fault(): StoreFault | null {
    return this.#fault;
  }

  get backlog(): Backlog {
    const [first] = this.#waiting.values();
    return {
      writes: this.#waiting.size,
      waitedMs: first === undefined ? 0 : performance.now() - first.came,
    };
  }

  write(write: Write, urgency: Urgency): Promise<Outcome> {
    return new Promise((answer) => {
      const request = { id: ++this.#lastId, write, urgency, isAgain: false };
      this.#waiting.set(request.id, { request, answer, deaths: 0, came: performance.now() });
      this.#hub.ref();
      if (this.#port !== null) this.#send(request);
      else if (this.#patience === null) this.#giveUp();
    });
  }

  caughtUp(): Promise<void> {
    return new Promise((resolve) => {
      const id = ++this.#lastId;
      this.#catchingUp.set(id, resolve);
      this.#port?.ref();
      // After what is on its way.
      queueMicrotask(() => {
        if (this.#port === null) this.#caughtUp(id);
        else this.#tell({ type: "catchUp", id });
      });
    });
  }

  async close(): Promise<void> {
    if (this.#waiting.size > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    const port = this.#port;
    if (port !== null) {
      const closed = new Promise<void>((resolve) => {
        this.#closed = resolve;
        port.ref();
        port.once("close", resolve);
      });
      this.#tell({ type: "close" });
      await closed;
      port.close();
    }
    this.#hub.close();
    if (this.#patience !== null) clearTimeout(this.#patience);
  }

  #take(port: MessagePort): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
    this.#port = port;
    this.#fault = null;
    this.#outbox = [];
    port.on("message", (message: FromWriter) => this.#hear(message));
    if (this.#waiting.size === 0) port.unref();
    port.on("close", () => {
      if (this.#port === port) this.#lost();
    });
    for (const { request, deaths } of this.#waiting.values()) {
      this.#send({ ...request, isAgain: deaths > 0 });
    }
  }

  /** The writer has died. */
  #lost(): void {
    this.#port = null;
    this.#outbox = [];
    for (const id of this.#catchingUp.keys()) this.#caughtUp(id);
    for (const waiting of this.#waiting.values()) {
      waiting.deaths += 1;
      if (waiting.deaths >= MOST_DEATHS) this.#settle(waiting, this.#failure());
    }
    this.#wait();
  }

  #wait(): void {
    this.#patience = setTimeout(() => this.#giveUp(), LONGEST_WAIT_MS);
    this.#patience.unref();
  }

  #giveUp(): void {
    this.#patience = null;
    this.#fault = StoreFault.about(this.#name, "broken");
    for (const waiting of this.#waiting.values()) this.#settle(waiting, this.#failure());
  }

  #failure(): FailedWrite {
    const { kind, message } = StoreFault.about(this.#name, "broken");
    return { type: "failed", fault: kind, message };
  }

  /** What is written in one turn of the loop goes in one message. */
  #send(request: WriteRequest): void {
    this.#outbox.push(request);
    this.#port?.ref();
    if (this.#outbox.length > 1) return;
    queueMicrotask(() => {
      const requests = this.#outbox;
      this.#outbox = [];
      if (requests.length > 0) this.#tell({ type: "write", requests });
    });
  }

  #tell(message: ToWriter): void {
    this.#port?.postMessage(message);
  }

  #hear(message: FromWriter): void {
    switch (message.type) {
      case "outcomes":
        for (const { id, outcome } of message.outcomes) {
          const waiting = this.#waiting.get(id);
          if (waiting !== undefined) this.#settle(waiting, outcome);
        }
        break;
      case "fault":
        this.#fault = message.fault && new StoreFault(message.fault.kind, message.fault.message);
        break;
      case "caughtUp":
        this.#caughtUp(message.id);
        break;
      case "closed":
        this.#closed?.();
        break;
      default:
        message satisfies never;
    }
  }

  #caughtUp(id: number): void {
    this.#catchingUp.get(id)?.();
    this.#catchingUp.delete(id);
    this.#rest();
  }

  /** A process that only waits for its writer's next words may end. */
  #rest(): void {
    if (this.#waiting.size > 0 || this.#catchingUp.size > 0) return;
    this.#port?.unref();
    this.#hub.unref();
  }

  #settle({ request, answer }: Waiting, outcome: Outcome): void {
    this.#waiting.delete(request.id);
    this.#rest();
    answer(outcome);
    if (this.#waiting.size === 0) this.#idle?.();
  }
}
