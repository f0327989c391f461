import { createHash } from "node:crypto";
import type { Engine, EngineEvent, GenerateRequest, GenerationEvent } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { isInterruption } from "./is-interruption";
import { type GenerationPiece, joinedGeneration } from "./joined-generation";
import { PausedAnswers } from "./paused-answers";

/**
 * The pause before an answer is gone on with, and the longest between two tries, in ms; each is twice the one before.
 * Who breaks off what runs to load weights wants nothing queued then: SGLang fails an update where something is.
 */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;

/**
 * An engine that goes on with answers that it broke off: from the prompt and the ids that it had sampled, with what is
 * left of the tokens that were asked for. One answer comes of it, which tells its segments.
 *
 * @param waitMs How long an answer waits for the engine, in ms; null: an answer that breaks off fails.
 */
export function withResumption(engine: Engine, waitMs: number | null): Engine {
  if (waitMs === null) return engine;
  const paused = new PausedAnswers();
  return {
    ...engine,
    standing: () => ({ ...engine.standing?.(), ...(paused.state && { paused: paused.state }) }),
    generate: (request) => new Resumption(engine, request, paused, waitMs).run(),
    async health(signal) {
      const health = await engine.health(signal);
      return paused.state === null ? health : { ...health, paused: paused.state };
    },
  };
}

/** One call, and the requests to the engine that it takes. */
class Resumption {
  private readonly pieces: GenerationPiece[] = [];
  private readonly ids: number[] = [];
  /** How many of the ids were yielded. */
  private shown = 0;
  private requests = 0;
  private wait: Wait | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly request: GenerateRequest,
    private readonly paused: PausedAnswers,
    private readonly waitMs: number,
  ) {}

  async *run(): AsyncGenerator<EngineEvent, void, undefined> {
    try {
      for (;;) {
        const { event, error, requestId, promptTokens } = yield* this.ask();
        const end = { event, error, sampled: this.ids.length, isContinued: this.requests > 1 };
        const isCut = isInterruption(end, this.request);
        if (event !== null) this.pieces.push({ requestId, promptTokens, event, isCut });
        if (!isCut) return yield* this.ended(error);
        yield* this.unshown();
        const whole = this.wholeEnd();
        if (whole !== null) return yield this.joined(whole);
        this.wait ??= new Wait(this.waitMs, this.paused);
        this.request.onBroken?.();
        const reason = await this.wait.pause(this.request.signal);
        if (reason !== null) return yield* this.ended(reason);
      }
    } finally {
      this.wait?.over();
    }
  }

  /** One request: yields its ids and returns how it ended. */
  private async *ask(): AsyncGenerator<EngineEvent, AskedPiece, undefined> {
    const before = this.ids.length;
    const request = this.nextRequest();
    const { requestId } = request;
    const promptTokens = request.promptIds.length;
    let event: GenerationEvent | null = null;
    let error: unknown = null;
    try {
      for await (const next of this.engine.generate(request)) {
        if (next.type === "generation") event = next;
        else {
          this.hasGoneOn();
          for (const id of next.ids) this.ids.push(id);
          this.shown = this.ids.length;
          yield next;
        }
      }
    } catch (thrown) {
      error = this.wait?.isOver && !this.request.signal.aborted ? this.wait.error : thrown;
    }
    const told = event?.outputIds ?? this.ids.slice(before);
    this.ids.splice(before, this.ids.length, ...told);
    if (this.ids.length > before) this.hasGoneOn();
    // The engine said nothing of them but what they are.
    if (event === null && this.ids.length > before) event = bareEvent(this.ids.slice(before));
    return { event, error, requestId, promptTokens };
  }

  private nextRequest(): GenerateRequest {
    const { request, ids, wait } = this;
    this.requests++;
    if (this.requests === 1) return request;
    const promptIds = new Int32Array(request.promptIds.length + ids.length);
    promptIds.set(request.promptIds);
    promptIds.set(ids, request.promptIds.length);
    return {
      ...request,
      requestId: nextRequestId(request.requestId, this.requests),
      promptIds,
      sampling: {
        ...request.sampling,
        maxNewTokens: request.sampling.maxNewTokens - ids.length,
        minNewTokens: Math.max(0, (request.sampling.minNewTokens ?? 0) - ids.length),
      },
      ...(request.evidence && {
        evidence: { ...request.evidence, expertsFrom: promptIds.length - 1 },
      }),
      // A sign of life ends the wait.
      stream: true,
      signal: wait === null ? request.signal : AbortSignal.any([request.signal, wait.signal]),
    };
  }

  /** What an answer in one piece held: who reads ids as they come has not seen them. */
  private *unshown(): Generator<EngineEvent, void, undefined> {
    const ids = this.ids.slice(this.shown);
    this.shown = this.ids.length;
    if (ids.length > 0) yield { type: "tokens", ids };
  }

  private hasGoneOn(): void {
    this.wait?.over();
    this.wait = null;
  }

  /** The end of an answer for which nothing is left to sample; null where something is. */
  private wholeEnd(): Pick<GenerationEvent, "finishReason" | "matchedStop"> | null {
    const { stopTokenIds, closingIds = [], sampling } = this.request;
    const last = this.ids.at(-1) ?? -1;
    if (stopTokenIds.includes(last)) return { finishReason: "stop", matchedStop: last };
    if (this.ids.length >= sampling.maxNewTokens) return { finishReason: "length", matchedStop: null };
    return closingIds.includes(last) ? { finishReason: "stop", matchedStop: null } : null;
  }

  private *ended(error: unknown): Generator<EngineEvent, void, undefined> {
    if (this.pieces.length > 0) yield this.joined(error === null ? {} : { finishReason: "abort" });
    if (error !== null) throw error;
  }

  private joined(end: Partial<GenerationEvent>): GenerationEvent {
    const last = this.pieces.at(-1)?.event ?? bareEvent([]);
    const event = { ...last, ...end };
    return this.pieces.length === 1 && this.request.requestId === this.pieces[0]?.requestId
      ? event
      : joinedGeneration(this.pieces, event);
  }
}

interface AskedPiece {
  readonly event: GenerationEvent | null;
  readonly error: unknown;
  readonly requestId: string;
  readonly promptTokens: number;
}

/** The wait of one answer for an engine that broke it off. It is over when the engine goes on. */
class Wait {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly leave: () => void;
  private next = FIRST_PAUSE;

  constructor(
    private readonly ms: number,
    paused: PausedAnswers,
  ) {
    this.timer = setTimeout(() => this.controller.abort(), ms).unref();
    this.leave = paused.add();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get isOver(): boolean {
    return this.controller.signal.aborted;
  }

  get error(): EngineError {
    return new EngineError(
      "failed",
      `The engine broke off its answer and did not go on with it within ${this.ms / 1000} s.`,
    );
  }

  /** Waits before the next try. Answers why there is to be none; null when there is. */
  async pause(given: AbortSignal): Promise<unknown> {
    const ms = this.next;
    this.next = Math.min(ms * 2, LONGEST_PAUSE);
    const signal = AbortSignal.any([given, this.signal]);
    if (!signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    if (given.aborted) return given.reason;
    return this.isOver ? this.error : null;
  }

  over(): void {
    clearTimeout(this.timer);
    this.leave();
  }
}

/** As long as the first, and as unlikely to be another's: SGLang refuses an id that runs, and aborts by prefix. */
function nextRequestId(first: string, number: number): string {
  return createHash("sha256").update(`${first} ${number}`).digest("hex").slice(0, first.length);
}

/** Ids of which nothing else is known. */
function bareEvent(ids: readonly number[]): GenerationEvent {
  return {
    type: "generation",
    outputIds: Int32Array.from(ids),
    logProbs: null,
    logProbCount: 0,
    logProbSemantics: "unknown",
    finishReason: "abort",
    matchedStop: null,
    promptTokens: null,
    completionTokens: null,
    cachedTokens: null,
    weightVersion: null,
    facts: {},
  };
}
