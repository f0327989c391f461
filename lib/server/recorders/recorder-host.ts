import type { TransferListItem, Worker } from "node:worker_threads";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import type { DeliveredTurn, ReplySink } from "@/lib/recorder/answer/reply-sink";
import { CallError } from "@/lib/recorder/edge/call-error";
import type { Store } from "@/lib/store/store";
import { RestartPauses } from "@/lib/threads/restart-pauses";
import { startThread } from "@/lib/threads/start-thread";
import { errorOf } from "@/lib/threads/thread-fault";
import type {
  FromRecorder,
  RecorderBelongings,
  RecorderState,
  ReplyPart,
  SentCall,
  ThreadAsk,
  ToRecorder,
} from "./recorder-messages";

const RETRY_AFTER_SECONDS = 1;

/** Where the call went that another thread is to take. */
export interface CallElsewhere {
  readonly session: string;
  readonly chunks: SentCall["chunks"];
}

interface OpenCall {
  readonly input: CallInput;
  readonly answered: (answer: Response | CallElsewhere) => void;
  readonly failed: (error: Error) => void;
  reply: ReplySink | null;
}

interface OpenAsk {
  readonly answered: (value: unknown) => void;
  readonly refused: (error: Error) => void;
}

/** How a thread that records is started. */
export interface RecorderStart {
  /** A thread has an environment of its own. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What each thread is given; made anew for each. */
  readonly belongings: () => RecorderBelongings;
  /** Through which deliveries are written. */
  readonly store: Pick<Store, "setDelivery">;
}

/**
 * One thread that records, as the serving thread sees it. When it dies its calls hear 503, and it is begun anew: what it
 * held of sessions was a cache.
 */
export class RecorderHost {
  readonly #calls = new Map<number, OpenCall>();
  readonly #asks = new Map<number, OpenAsk>();
  #worker: Worker | null = null;
  #last = 0;
  readonly #pauses = new RestartPauses();
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;
  #state: RecorderState = NOTHING_TOLD;
  /** Of threads that died. */
  #unrecordedBefore = 0;

  constructor(private readonly start: RecorderStart) {
    this.#begin();
  }

  /** What the thread has last told of itself. */
  get state(): RecorderState {
    return { ...this.#state, unrecordedCalls: this.#unrecordedBefore + this.#state.unrecordedCalls };
  }

  /** Has a call answered. Rejects with a `CallError` when the thread dies before it answers. */
  call(sent: SentCall, input: CallInput): Promise<Response | CallElsewhere> {
    if (this.#worker === null) return Promise.reject(lost());
    const id = ++this.#last;
    const leave = (): void => {
      if (this.#calls.get(id)?.reply === null) this.#tell({ type: "gone", id });
    };
    input.signal.addEventListener("abort", leave, { once: true });
    const answer = new Promise<Response | CallElsewhere>((answered, failed) => {
      this.#calls.set(id, { input, answered, failed, reply: null });
    });
    this.#tell(
      { type: "call", id, call: sent },
      sent.chunks.map((chunk) => chunk.buffer),
    );
    if (input.signal.aborted) leave();
    return answer.finally(() => input.signal.removeEventListener("abort", leave));
  }

  /** Has something done of a session. Rejects with what the thread throws. */
  ask(ask: ThreadAsk): { readonly value: Promise<unknown>; readonly release: () => void } {
    const id = ++this.#last;
    const release = (): void => this.#tell({ type: "release", id });
    if (this.#worker === null) return { value: Promise.reject(lost()), release };
    const value = new Promise((answered, refused) => {
      this.#asks.set(id, { answered, refused });
    });
    this.#tell({ type: "ask", id, ask });
    return { value, release };
  }

  modelsChanged(): void {
    this.#tell({ type: "modelsChanged" });
  }

  /** Aborts all calls, keeps what they had, and ends the thread. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const worker = this.#worker;
    if (worker === null) return;
    await this.ask({ does: "close" }).value.catch((error: unknown) => console.error(error));
    await worker.terminate();
  }

  /** For tests: the thread dies. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  #begin(): void {
    const given = this.start.belongings();
    const worker = startThread("recorder", { env: this.start.env, given, transfer: [given.writer] });
    this.#worker = worker;
    this.#pauses.begin();
    worker.on("message", (message: FromRecorder) => this.#hear(message));
    worker.on("error", (error) => console.error("A thread that records has failed:", error));
    worker.on("exit", () => this.#ended());
  }

  #ended(): void {
    this.#worker = null;
    this.#unrecordedBefore += this.#state.unrecordedCalls;
    this.#state = NOTHING_TOLD;
    for (const { reply, failed } of this.#calls.values()) {
      if (reply === null) failed(lost());
      else reply.cut(lost());
    }
    this.#calls.clear();
    for (const { refused } of this.#asks.values()) refused(lost());
    this.#asks.clear();
    if (this.#isClosed) return;
    console.error("A thread that records has ended and is begun anew.");
    this.#timer = setTimeout(() => this.#begin(), this.#pauses.next());
  }

  #hear(message: FromRecorder): void {
    switch (message.type) {
      case "reply":
        this.#send(message);
        break;
      case "elsewhere":
        this.#calls.get(message.id)?.answered(message);
        this.#calls.delete(message.id);
        break;
      case "answer":
        this.#asks.get(message.id)?.answered(message.value);
        this.#asks.delete(message.id);
        break;
      case "refusal":
        this.#asks.get(message.id)?.refused(errorOf(message.fault));
        this.#asks.delete(message.id);
        break;
      case "state":
        this.#state = message.state;
        break;
      default:
        message satisfies never;
    }
  }

  #send({ id, head, chunks, end, delivers }: ReplyPart): void {
    const open = this.#calls.get(id);
    if (open === undefined) return;
    const reply = open.reply ?? this.#beginReply(id, open);
    for (const chunk of chunks) {
      if (typeof chunk === "string") reply.send(chunk);
      else reply.sendBytes(chunk);
    }
    if (end === "whole") {
      void reply.outcome.then((outcome) => this.#over(id, outcome, delivers));
      reply.end();
    }
    if (end === "cut") {
      reply.cut(new Error("The reply could not be finished."));
      this.#calls.delete(id);
    }
    if (head !== null) {
      const headers = head.headers.map(([name, value]): [string, string] => [name, value]);
      open.answered(reply.respond({ status: head.status, headers }));
    }
  }

  #beginReply(id: number, open: OpenCall): ReplySink {
    open.reply = open.input.openReply(() => this.#over(id, "gone", null));
    return open.reply;
  }

  /**
   * Tells the thread what became of a reply. That it was taken is given to be written from here, before its client can
   * ask what was recorded: the thread may be busy with another session's call.
   */
  #over(id: number, outcome: "drained" | "marked" | "gone", delivers: DeliveredTurn | null): void {
    if (!this.#calls.delete(id)) return;
    if (outcome === "gone" || delivers === null) {
      this.#tell({ type: "outcome", id, outcome });
      return;
    }
    this.start.store.setDelivery(delivers.session, delivers.turn, "delivered").catch((error: unknown) => {
      console.error(
        `The delivery of turn ${delivers.turn} of session ${delivers.session} could not be written:`,
        error,
      );
      this.#tell({ type: "unmarked", delivered: delivers });
    });
    this.#tell({ type: "outcome", id, outcome: "marked" });
  }

  #tell(message: ToRecorder, transfer: readonly TransferListItem[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }
}

const NOTHING_TOLD: RecorderState = { unrecordedCalls: 0, sentinel: null, standings: {} };

function lost(): CallError {
  return new CallError({
    status: 503,
    kind: "internal",
    message: "The thread that records this session's calls ended and is begun anew: send the call again.",
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
