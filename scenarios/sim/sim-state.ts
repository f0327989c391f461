import type { AnswerWriter } from "./choose-answer";
import { CutGenerations } from "./cut-generations";
import type { GenerateWireRequest } from "./generate-request";
import type { SamplingPlan } from "./plan-sampling";
import type { FrameFinish } from "./reply-frame";
import type { Script } from "./scenario-script";
import type { SimAnswer } from "./sim-answer";
import type { SimVocabulary } from "./vocabulary";

/** A generation as the engine knows it, for tests that compare what was sampled with what was recorded. */
export interface SimGeneration {
  readonly rid: string;
  readonly input_ids: readonly number[];
  readonly output_ids: readonly number[];
  readonly log_probs: readonly number[];
  readonly finish: FrameFinish;
}

export interface SimStateOptions {
  readonly vocabulary: SimVocabulary;
  readonly script: Script;
  readonly answerTo: AnswerWriter | undefined;
  readonly incremental: boolean;
  readonly contextTokens: number;
  readonly seed: number;
  /** Generations that are kept for `GET /sim/generations`. */
  readonly kept: number;
}

/** What one simulated engine holds between requests. */
export class SimState {
  readonly vocabulary: SimVocabulary;
  readonly script: Script;
  readonly answerTo: AnswerWriter | undefined;
  readonly incremental: boolean;
  readonly contextTokens: number;
  readonly running = new Map<string, AbortController>();
  readonly queued: SimAnswer[] = [];
  /** What lets each held generation go on, under its request. */
  readonly held = new Map<string, () => void>();
  readonly generations: SimGeneration[] = [];
  readonly cuts = new CutGenerations();
  /** The weights that sample now. */
  weightVersion = "default";
  /** Resolves when sampling goes on; null while it runs. */
  #pause: { readonly over: Promise<void>; readonly end: () => void } | null = null;
  readonly #seed: number;
  readonly #kept: number;
  #requests = 0;

  constructor(options: SimStateOptions) {
    this.vocabulary = options.vocabulary;
    this.script = options.script;
    this.answerTo = options.answerTo;
    this.incremental = options.incremental;
    this.contextTokens = options.contextTokens;
    this.#seed = options.seed;
    this.#kept = options.kept;
  }

  nextRequestId(): string {
    return `sim-${String(this.#requests).padStart(12, "0")}`;
  }

  /** Every request draws from numbers of its own, so the same prompt is not always tokenised the same. */
  nextSeed(): number {
    return Math.imul(this.#seed + ++this.#requests, 0x9e3779b1);
  }

  /** SGLang's `/abort_request` takes any id that begins with the one given. */
  abort(prefix: string): void {
    for (const [id, controller] of this.running) if (id.startsWith(prefix)) controller.abort();
  }

  get isPaused(): boolean {
    return this.#pause !== null;
  }

  /** Nothing is sampled until `goOn`. */
  pause(): void {
    if (this.#pause !== null) return;
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#pause = { over, end };
  }

  goOn(): void {
    this.#pause?.end();
    this.#pause = null;
  }

  /** Waits while sampling is paused, unless the generation is aborted. */
  async whilePaused(signal: AbortSignal): Promise<void> {
    while (this.#pause !== null && !signal.aborted) {
      const aborted = new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      await Promise.race([this.#pause.over, aborted]);
    }
  }

  /** Waits until the generation is released or aborted. */
  hold(requestId: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const goOn = () => {
        this.held.delete(requestId);
        resolve();
      };
      this.held.set(requestId, goOn);
      signal.addEventListener("abort", goOn, { once: true });
    });
  }

  /** Lets every generation go on that is held now. */
  release(): void {
    for (const goOn of [...this.held.values()]) goOn();
  }

  record(
    play: {
      readonly requestId: string;
      readonly request: GenerateWireRequest;
      readonly plan: SamplingPlan;
    },
    to: number,
    finish: FrameFinish,
  ): void {
    this.generations.push({
      rid: play.requestId,
      input_ids: play.request.input_ids,
      output_ids: play.plan.ids.slice(0, to),
      log_probs: play.plan.logProbs.slice(0, to),
      finish,
    });
    if (this.generations.length > this.#kept) this.generations.shift();
  }
}
