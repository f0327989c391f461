import type { MessagePort } from "node:worker_threads";
import { assume } from "@/lib/core/base/assume";
import { placeOfName } from "@/lib/core/base/place-of-name";
import { RunCounts } from "@/lib/core/base/run-counts";
import type { EngineStanding } from "@/lib/engine/engine";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import type { ReplySink } from "@/lib/recorder/answer/reply-sink";
import type { CallTarget } from "@/lib/recorder/call/call-target";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { logCall } from "@/lib/recorder/edge/log-call";
import type { SessionAmendment } from "@/lib/recorder/lifecycle/amend-session";
import type { SessionFinish } from "@/lib/recorder/lifecycle/finish-session";
import type { SessionOpening } from "@/lib/recorder/lifecycle/session-opening";
import type { RecorderParts } from "@/lib/recorder/parts";
import { openWithModel, type Recorder } from "@/lib/recorder/recorder";
import type { SentinelReport } from "@/lib/recorder/rescore/sentinel";
import { CallCapacity, type CallPlace } from "@/lib/recorder/session/call-capacity";
import { RunQuotas } from "@/lib/recorder/session/run-quotas";
import type { SessionRecord } from "@/lib/store/store";
import { joinedSentinel, joinedStanding } from "./joined-states";
import { RecorderHost } from "./recorder-host";
import type { CallTask, SentCall, ThreadAsk } from "./recorder-messages";
import { SessionGuess } from "./session-guess";

/** How threads that record are started. */
export interface RecorderThreads {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What each of them has of `TURNTREE_CACHE_MB`. */
  readonly cacheShare: number;
  /** A way to the process's writer for one thread. */
  readonly connectWriter: () => MessagePort;
}

/**
 * Records in threads of their own, each of which takes the calls of some sessions. The thread that serves hands over
 * what a client sends and passes on what it is answered: it reads no body.
 */
export class ThreadRecorder implements Recorder {
  readonly #hosts: readonly RecorderHost[];
  readonly #guess = new SessionGuess();
  readonly #capacity: CallCapacity;
  readonly #quotas: RunQuotas;

  constructor(
    private readonly parts: RecorderParts,
    { env, cacheShare, connectWriter }: RecorderThreads,
  ) {
    const { store, keys, models, settings } = parts;
    const of = settings.threads;
    this.#quotas = new RunQuotas(store.readRunUse, settings.runQuota);
    this.#capacity = new CallCapacity(settings, { isTold: false });
    const runs = settings.runShare === 1 ? null : new RunCounts(RunCounts.memoryFor(of), 0);
    this.#hosts = Array.from({ length: of }, (_, place) => {
      const credentialKey = keys.givenCredentialKey;
      const belongings = () => {
        runs?.forget(place);
        const runCounts = runs?.memory ?? null;
        return { writer: connectWriter(), place, of, cacheShare, credentialKey, runCounts };
      };
      return new RecorderHost({ env, belongings, store });
    });
    models.listen(() => {
      for (const host of this.#hosts) host.modelsChanged();
    });
  }

  async call(target: CallTarget, input: CallInput): Promise<Response> {
    let place: CallPlace;
    try {
      place = this.#capacity.enter();
    } catch (error) {
      return this.#refused(error, target, input, Date.now());
    }
    let hasReply = false;
    const openReply = (onGone: () => void): ReplySink => {
      const reply = input.openReply(onGone);
      hasReply = true;
      void reply.outcome.then(() => place.leave());
      return reply;
    };
    const response = await this.#send({ does: "call" }, target, { ...input, openReply });
    if (!hasReply) place.leave();
    return response;
  }

  count(target: CallTarget, request: CallInput): Promise<Response> {
    return this.#send({ does: "count" }, target, request);
  }

  retrieve(target: CallTarget, name: string, request: CallInput): Promise<Response> {
    return this.#send({ does: "retrieve", name }, target, request);
  }

  forward(target: CallTarget, request: CallInput): Promise<Response> {
    return this.#send({ does: "forward" }, target, request);
  }

  unrecordedCalls(): number {
    return this.#hosts.reduce((sum, { state }) => sum + state.unrecordedCalls, 0);
  }

  sentinel(): SentinelReport | null {
    return joinedSentinel(this.#hosts.flatMap(({ state }) => state.sentinel ?? []));
  }

  standing(model: string): EngineStanding {
    return joinedStanding(this.#hosts.flatMap(({ state }) => state.standings[model] ?? []));
  }

  open(opening: SessionOpening): Promise<SessionRecord> {
    return openWithModel(this.parts, opening, this.#quotas);
  }

  finish(session: string, fields: SessionFinish): Promise<SessionRecord> {
    return this.#record({ does: "finish", session, fields });
  }

  amend(session: string, fields: SessionAmendment): Promise<SessionRecord> {
    return this.#record({ does: "amend", session, fields });
  }

  async drop(session: string): Promise<void> {
    await this.#hostOf(session).ask({ does: "drop", session }).value;
  }

  async reserve<T>(session: string, write: () => Promise<T>): Promise<T> {
    const { value, release } = this.#hostOf(session).ask({ does: "hold", session });
    await value;
    try {
      return await write();
    } finally {
      release();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.close()));
  }

  /** For tests: the thread of a session dies. */
  async kill(session: string): Promise<void> {
    await this.#hostOf(session).kill();
  }

  #hostOf(session: string): RecorderHost {
    return assume<RecorderHost>(
      this.#hosts[placeOfName(session, this.#hosts.length)],
      "a place is one of the threads'",
    );
  }

  async #record(ask: Extract<ThreadAsk, { session: string }>): Promise<SessionRecord> {
    const { value } = this.#hostOf(ask.session).ask(ask);
    return assume<SessionRecord>(await value, "the thread answers with the session");
  }

  /** Hands a call to the thread that has its session, and on to another where that says that it has not. Never rejects. */
  async #send(task: CallTask, target: CallTarget, input: CallInput): Promise<Response> {
    const started = Date.now();
    try {
      let sent = await sentCall(task, target, input, this.parts.settings.bodyLimitBytes);
      let session = this.#guess.of(target.session, input.headers);
      for (;;) {
        const answer = await this.#hostOf(session).call(sent, input);
        if (!("chunks" in answer)) return answer;
        session = answer.session;
        sent = { ...sent, chunks: answer.chunks };
        this.#guess.learn(input.headers, session);
      }
    } catch (error) {
      return this.#refused(error, target, input, started);
    }
  }

  #refused(error: unknown, { protocol, key }: CallTarget, input: CallInput, started: number): Response {
    const response = errorResponse(error, protocol);
    logCall(input, key, response.status, started, error);
    return response;
  }
}

async function sentCall(
  task: CallTask,
  { session, key }: CallTarget,
  input: CallInput,
  limitBytes: number,
): Promise<SentCall> {
  const { method, url, headers } = input;
  const hasBody = method !== "GET" && method !== "HEAD";
  // A chunk may lie in a buffer that others use: each is given one of its own, which is handed over.
  const chunks = hasBody ? (await input.read(limitBytes)).map((chunk) => new Uint8Array(chunk)) : [];
  return { task, session, key, method, url, headers: [...headers], chunks };
}
