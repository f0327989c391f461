import type { MessagePort, TransferListItem } from "node:worker_threads";
import { placeOfName } from "@/lib/core/base/place-of-name";
import { RunCounts } from "@/lib/core/base/run-counts";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { CallTarget } from "@/lib/recorder/call/call-target";
import { readCallPath } from "@/lib/recorder/edge/call-path";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { logCall } from "@/lib/recorder/edge/log-call";
import { protocolOf } from "@/lib/recorder/edge/protocol-of";
import type { LocalRecorder } from "@/lib/recorder/recorder";
import { SessionElsewhereError } from "@/lib/recorder/session/session-elsewhere-error";
import { createLocalRuntime, type Runtime } from "@/lib/server/runtime";
import { PortWriter } from "@/lib/store/writer/port-writer";
import { faultOf } from "@/lib/threads/thread-fault";
import type {
  FromRecorder,
  RecorderBelongings,
  RecorderState,
  SentCall,
  ThreadAsk,
  ToRecorder,
} from "./recorder-messages";
import { RemoteCall } from "./remote-call";

/** How often it is looked whether there is something to tell of engines, in ms; after each reply it is looked too. */
const TELL_MS = 100;

/** The program of a thread that records, with a runtime of its own over the process's writer. */
export class RecordingThread {
  readonly #runtime: Promise<Runtime<LocalRecorder>>;
  readonly #calls = new Map<number, RemoteCall>();
  /** How to give back what was held, by what asked for it. */
  readonly #held = new Map<number, () => void>();
  #told = "";

  constructor(
    private readonly port: MessagePort,
    { writer, place, of, cacheShare, credentialKey, runCounts }: RecorderBelongings,
  ) {
    this.#runtime = createLocalRuntime(process.env, {
      isMigrated: true,
      openWriter: (databaseUrl) => new PortWriter(writer, databaseUrl),
      owns: (session) => placeOfName(session, of) === place,
      cacheShare,
      credentialKey,
      ...(runCounts && { runs: new RunCounts(runCounts, place) }),
    });
    // Whoever asks is told why there is none.
    this.#runtime.catch(() => undefined);
    port.on("message", (message: ToRecorder) => this.#hear(message));
    setInterval(() => void this.#tellState(), TELL_MS).unref();
  }

  #hear(message: ToRecorder): void {
    switch (message.type) {
      case "call":
        void this.#call(message.id, message.call);
        break;
      case "gone":
        this.#calls.get(message.id)?.leave();
        break;
      case "outcome":
        this.#calls.get(message.id)?.settle(message.outcome);
        break;
      case "unmarked": {
        const { session, turn } = message.delivered;
        void this.#runtime.then(({ recorder }) => recorder.undoDelivered(session, turn));
        break;
      }
      case "ask":
        void this.#answer(message.id, message.ask);
        break;
      case "release":
        this.#held.get(message.id)?.();
        break;
      case "modelsChanged":
        void this.#runtime.then(({ models }) => models.refresh());
        break;
      default:
        message satisfies never;
    }
  }

  async #call(id: number, sent: SentCall): Promise<void> {
    const call = new RemoteCall(id, sent, (part) => this.#tell(part));
    this.#calls.set(id, call);
    const protocol = protocolOf(readCallPath(new URL(sent.url).pathname).rest, call.headers);
    const target: CallTarget = { protocol, session: sent.session, key: sent.key };
    const started = Date.now();
    try {
      const { recorder } = await this.#runtime;
      const response = await run(recorder, target, sent, call);
      void this.#tellState();
      await call.answer(response);
    } catch (error) {
      if (error instanceof SessionElsewhereError) {
        const { session } = error;
        const buffers = sent.chunks.map((chunk) => chunk.buffer);
        this.#tell({ type: "elsewhere", id, session, chunks: sent.chunks }, buffers);
      } else {
        const response = errorResponse(error, protocol);
        if (response.status === 500) logCall(call, sent.key, response.status, started, error);
        await call.answer(response);
      }
    } finally {
      this.#calls.delete(id);
    }
  }

  async #answer(id: number, ask: ThreadAsk): Promise<void> {
    try {
      this.#tell({ type: "answer", id, value: await this.#run(id, ask) });
    } catch (error) {
      this.#tell({ type: "refusal", id, fault: faultOf(error) });
    }
  }

  async #run(id: number, ask: ThreadAsk): Promise<unknown> {
    const { recorder, store } = await this.#runtime;
    switch (ask.does) {
      case "finish":
        await store.caughtUp();
        return recorder.finish(ask.session, ask.fields);
      case "amend":
        await store.caughtUp();
        return recorder.amend(ask.session, ask.fields);
      case "drop":
        return recorder.drop(ask.session);
      case "hold":
        return this.#hold(id, ask.session);
      case "close":
        await recorder.close();
        return store.close();
      default:
        return ask satisfies never;
    }
  }

  /** Resolves when the session is held; rejects when it cannot be. */
  async #hold(id: number, session: string): Promise<void> {
    const { recorder } = await this.#runtime;
    return new Promise<void>((resolve, reject) => {
      const given = recorder.reserve(session, () => {
        resolve();
        return new Promise<void>((release) => {
          this.#held.set(id, release);
        });
      });
      given.catch(reject).finally(() => this.#held.delete(id));
    });
  }

  async #tellState(): Promise<void> {
    const { recorder, models } = await this.#runtime;
    const state: RecorderState = {
      unrecordedCalls: recorder.unrecordedCalls(),
      sentinel: recorder.sentinel(),
      standings: Object.fromEntries(
        models.known.map(({ name, engine }) => [name, engine.standing?.() ?? {}]),
      ),
    };
    const text = stringifyJson(state);
    if (text === this.#told) return;
    this.#told = text;
    this.#tell({ type: "state", state });
  }

  #tell(message: FromRecorder, transfer: readonly TransferListItem[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

function run(
  recorder: LocalRecorder,
  target: CallTarget,
  { task }: SentCall,
  call: RemoteCall,
): Promise<Response> {
  switch (task.does) {
    case "call":
      return recorder.call(target, call);
    case "count":
      return recorder.count(target, call);
    case "forward":
      return recorder.forward(target, call);
    case "retrieve":
      return recorder.retrieve(target, task.name, call);
    default:
      return task satisfies never;
  }
}
