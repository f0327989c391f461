import type { GenerationEvent, RoutedExperts } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { failureKind } from "@/lib/engine/engine-failure";
import { engineWeightSpans } from "@/lib/engine/engine-weight-spans";
import { flatExperts } from "@/lib/engine/routed-experts";
import { SglangAccumulator } from "./sglang-accumulator";
import type { SglangFrame } from "./sglang-frame";

/** One reply of `/generate`, whole or as far as it has come. */
export class SglangReply {
  readonly #accumulator = new SglangAccumulator();
  #last: SglangFrame | null = null;

  /** Takes in a frame and returns the ids that are new in it. */
  add(frame: SglangFrame): readonly number[] {
    this.#last = frame;
    return this.#accumulator.add(frame);
  }

  /** Whether the engine has said how the answer ended. */
  get hasEnded(): boolean {
    return Boolean(this.#last?.meta_info.finish_reason);
  }

  /** @throws EngineError when the engine failed, or does not say how the answer ended. */
  generation(): GenerationEvent {
    const finish = this.#last?.meta_info.finish_reason;
    if (!this.#last || !finish)
      throw new EngineError("garbage", "The engine's reply names no finish_reason.");
    if (finish.matched === "NaN happened") {
      throw new EngineError("failed", "The engine's logits turned into NaN; the last token was not sampled.");
    }
    if (finish.type === "abort" && finish.status_code) {
      const words = finish.message ?? "The engine aborted the request.";
      throw new EngineError(failureKind(finish.status_code, words), words, finish.status_code);
    }
    const { matched } = finish;
    return {
      ...this.#received(this.#last),
      finishReason: finish.type,
      matchedStop: typeof matched === "number" || typeof matched === "string" ? matched : null,
      facts: {
        ...engineFacts(this.#last),
        ...(finish.type === "abort" && { abort_message: finish.message ?? null }),
      },
    };
  }

  /** @param start Position of the first token whose experts were asked for. */
  experts(start: number): RoutedExperts | null {
    const { routed_experts: told, prompt_tokens: prompt } = this.#last?.meta_info ?? {};
    if (!told || typeof prompt !== "number") return null;
    return flatExperts(told, start, prompt + this.#accumulator.ids.length - 1 - start);
  }

  /** What had been sampled when the reply broke off; null when nothing had, or when it came to its own end. */
  untilBroken(): GenerationEvent | null {
    if (this.#last === null || this.#accumulator.ids.length === 0) return null;
    if (this.hasEnded && this.#last.meta_info.finish_reason?.type !== "abort") return null;
    const facts = engineFacts(this.#last);
    return { ...this.#received(this.#last), finishReason: "abort", matchedStop: null, facts };
  }

  #received({
    meta_info: meta,
  }: SglangFrame): Omit<GenerationEvent, "finishReason" | "matchedStop" | "facts"> {
    const { weight_version: version } = meta;
    return {
      type: "generation",
      outputIds: Int32Array.from(this.#accumulator.ids),
      logProbs: this.#accumulator.logProbs(),
      topLogProbs: this.#accumulator.topLogProbs(),
      support: this.#accumulator.support(),
      logProbCount: this.#accumulator.entryCount,
      logProbSemantics: "temperature_scaled",
      promptTokens: meta.prompt_tokens ?? null,
      completionTokens: meta.completion_tokens ?? null,
      ...(this.#accumulator.tookBack && { tookBack: true }),
      cachedTokens: meta.cached_tokens ?? null,
      weightVersion: version === null || version === undefined ? null : String(version),
      weightSpans: engineWeightSpans(meta.weight_versions),
    };
  }
}

function engineFacts({ meta_info: meta }: SglangFrame): GenerationEvent["facts"] {
  return {
    ...(typeof meta.id === "string" && { engine_request_id: meta.id }),
    ...(meta.num_retractions ? { retractions: meta.num_retractions } : {}),
    ...(typeof meta.e2e_latency === "number" && { engine_latency_s: meta.e2e_latency }),
  };
}
