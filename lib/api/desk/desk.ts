import type { MessagePort, TransferListItem, Worker } from "node:worker_threads";
import { assume } from "@/lib/core/base/assume";
import type { Runtime } from "@/lib/server/runtime";
import { startThread } from "@/lib/threads/start-thread";
import { errorOf, faultOf } from "@/lib/threads/thread-fault";
import type { DeskBelongings, DeskStart, FromDesk, ToDesk } from "./desk-messages";
import type { DeskGiven, DeskTaskName, DeskValue } from "./desk-tasks";

/** A thread that does not end in this time, in ms, is ended. */
const CLOSE_MS = 5_000;

interface Ask {
  readonly answered: (value: unknown) => void;
  readonly refused: (error: unknown) => void;
  readonly lost: (error: Error) => void;
}

/** What was asked of a desk. */
export interface DeskAsk<Value> {
  /** Rejects with what the task threw, or when nobody waits any more. */
  readonly value: Promise<Value>;
  /** Rejects when the thread ends before `over`: a stream of the value would go on for ever. */
  readonly lost: Promise<never>;
  /** Nothing more is wanted. */
  readonly over: () => void;
}

/** What a thread may be asked with. */
export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Streams among what is given: they are handed over. */
  readonly streams?: readonly ReadableStream[];
}

/** What a desk asks the serving thread for. */
export interface SharedByThreads extends Pick<Runtime, "reserve"> {
  /** A way to the process's writer for one thread. */
  readonly connectWriter: () => MessagePort;
}

/**
 * One thread beside the one that serves, as the serving thread sees it. It is started when first asked, and again when
 * it ended.
 */
export class Desk {
  readonly #start: DeskStart;
  readonly #shared: SharedByThreads;
  readonly #asks = new Map<number, Ask>();
  /** What the thread has, by what it asked with, until it gives it back. */
  readonly #given = new Map<number, () => void>();
  #lastAsk = 0;
  #worker: Worker | null = null;
  #isClosed = false;
  #closed = (): void => {};

  constructor(start: DeskStart, shared: SharedByThreads) {
    this.#start = start;
    this.#shared = shared;
  }

  /** Starts the thread, so that whoever asks first need not wait. */
  open(): Worker {
    this.#worker ??= this.#startWorker();
    return this.#worker;
  }

  /** Asks for a task's value. Call `over` when all of it was taken. */
  ask<Name extends DeskTaskName>(
    name: Name,
    given: DeskGiven<Name>,
    { signal, streams = [] }: AskOptions = {},
  ): DeskAsk<DeskValue<Name>> {
    if (this.#isClosed) throw new Error(STOPPING);
    const ask = ++this.#lastAsk;
    const { promise: value, resolve: answered, reject: refused } = withResolvers<unknown>();
    const { promise: lost, reject: lose } = withResolvers<never>();
    this.#asks.set(ask, { answered, refused, lost: lose });
    const over = (): void => {
      signal?.removeEventListener("abort", abort);
      if (this.#asks.delete(ask)) this.#tell({ type: "over", ask });
    };
    const abort = (): void => {
      over();
      refused(signal?.reason);
    };
    signal?.addEventListener("abort", abort);
    const handed = assume<TransferListItem[]>([...streams], "Node transfers web streams");
    this.open();
    this.#tell({ type: "ask", ask, name, given }, handed);
    if (signal?.aborted) abort();
    return {
      value: assume<Promise<DeskValue<Name>>>(value, "the thread answers with the task's value"),
      lost,
      over,
    };
  }

  /** Ends the thread; whoever still waits is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    if (worker === null) return;
    const ended = new Promise<void>((resolve) => {
      this.#closed = resolve;
    });
    const timer = setTimeout(() => this.#closed(), CLOSE_MS);
    this.#tell({ type: "close" });
    await ended;
    clearTimeout(timer);
    await worker.terminate();
  }

  /** Behind what this turn of the loop has asked the writer to write: a read must find it. */
  #tell(message: ToDesk, handed: readonly TransferListItem[] = []): void {
    const worker = this.#worker;
    queueMicrotask(() => worker?.postMessage(message, handed));
  }

  #startWorker(): Worker {
    const writer = this.#shared.connectWriter();
    const given: DeskBelongings = { writer, cacheShare: this.#start.cacheShare };
    const worker = startThread("desk", { env: this.#start.env, given, transfer: [writer] });
    worker.on("message", (message: FromDesk) => this.#hear(message));
    worker.on("error", (error) => console.error(error));
    worker.on("exit", () => this.#ended(worker));
    return worker;
  }

  #hear(message: FromDesk): void {
    switch (message.type) {
      case "answer":
        this.#asks.get(message.ask)?.answered(message.value);
        break;
      case "refusal":
        this.#asks.get(message.ask)?.refused(errorOf(message.fault));
        break;
      case "wantsSession":
        void this.#give(message.ask, (hold) => this.#shared.reserve(message.session, hold));
        break;
      case "gaveBack":
        this.#given.get(message.ask)?.();
        break;
      case "closed":
        this.#closed();
    }
  }

  /** Gives the thread what it asked for, and holds it until it is given back. */
  async #give(ask: number, take: (hold: () => Promise<void>) => Promise<void>): Promise<void> {
    try {
      await take(
        () =>
          new Promise((resolve) => {
            this.#given.set(ask, resolve);
            this.#tell({ type: "gave", ask, fault: null });
          }),
      );
    } catch (error) {
      this.#tell({ type: "gave", ask, fault: faultOf(error) });
    } finally {
      this.#given.delete(ask);
    }
  }

  #ended(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const giveBack of this.#given.values()) giveBack();
    for (const { refused, lost } of this.#asks.values()) {
      refused(new Error(ENDED));
      lost(new Error(ENDED));
    }
    this.#asks.clear();
    this.#closed();
  }
}

/** A promise that is settled from outside, and may be given up unheard. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((answered, refused) => {
    resolve = answered;
    reject = refused;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

const STOPPING = "The server is stopping.";
const ENDED = "The thread that worked it out ended.";
