import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { GenerateRequest, GenerationEvent, RoutedExperts } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { numpyExperts } from "@/lib/engine/routed-experts";
import type { VllmChunk } from "./vllm-chunk";

/** Puts the chunks of one vLLM reply together; a reply that is not streamed is one chunk. */
export class VllmAccumulator {
  readonly #ids: number[] = [];
  readonly #logProbs: TokenLogProb[] = [];
  readonly #topLogProbs: (readonly TokenLogProb[])[] = [];
  readonly #support: (readonly TokenLogProb[])[] = [];
  #last: Partial<VllmChunk> = {};
  #sawIds = false;

  add(chunk: VllmChunk): readonly number[] {
    this.#sawIds ||= chunk.ids !== null;
    for (const id of chunk.ids ?? []) this.#ids.push(id);
    for (const logProb of chunk.logProbs) this.#logProbs.push(logProb);
    for (const tokens of chunk.support) this.#support.push(tokens);
    for (const tokens of chunk.topLogProbs) this.#topLogProbs.push(tokens);
    this.#last = {
      finishReason: chunk.finishReason ?? this.#last.finishReason,
      stopReason: chunk.stopReason ?? this.#last.stopReason,
      promptIds: chunk.promptIds ?? this.#last.promptIds,
      promptTokens: chunk.promptTokens ?? this.#last.promptTokens,
      completionTokens: chunk.completionTokens ?? this.#last.completionTokens,
      cachedTokens: chunk.cachedTokens ?? this.#last.cachedTokens,
      routedExperts: chunk.routedExperts ?? this.#last.routedExperts,
      weightSpans: chunk.weightSpans ?? this.#last.weightSpans,
    };
    return chunk.ids ?? [];
  }

  /** Whether the engine has said how the answer ended. */
  get hasEnded(): boolean {
    return typeof this.#last.finishReason === "string";
  }

  /** Throws `EngineError` when the reply holds no ids, or the engine failed while it sampled. */
  generation(request: GenerateRequest): GenerationEvent {
    const { promptIds, promptTokens, completionTokens, cachedTokens, weightSpans } = this.#last;
    if (!this.#sawIds) {
      throw new EngineError(
        "garbage",
        "The engine returned no token ids; vLLM does so since 0.10.2, when asked with return_token_ids.",
      );
    }
    const finishReason = this.#finishReason(request);
    return {
      type: "generation",
      outputIds: Int32Array.from(this.#ids),
      logProbs: this.#alignedLogProbs(),
      topLogProbs: this.#topLogProbs.length === this.#ids.length ? this.#topLogProbs : null,
      support: this.#ids.length > 0 && this.#support.length === this.#ids.length ? this.#support : null,
      experts: this.#experts(request),
      logProbCount: this.#logProbs.length,
      logProbSemantics: "raw",
      finishReason,
      matchedStop: this.#matchedStop(finishReason),
      promptTokens: promptTokens ?? promptIds?.length ?? null,
      ...(promptIds && { promptIdsAgree: sameIds(promptIds, request.promptIds) }),
      completionTokens: completionTokens ?? null,
      cachedTokens: cachedTokens ?? null,
      weightVersion: weightSpans?.at(-1)?.version ?? null,
      weightSpans: weightSpans ?? null,
      facts: {
        ...(typeof completionTokens === "number" &&
          completionTokens !== this.#ids.length && { engine_counted_output: completionTokens }),
        ...(this.#last.finishReason && { engine_finish_reason: this.#last.finishReason }),
      },
    };
  }

  /** What had been sampled when the reply broke off; null when nothing had. */
  untilBroken(request: GenerateRequest): GenerationEvent | null {
    if (this.#ids.length === 0) return null;
    const { finishReason: _, ...received } = this.#last;
    this.#last = { ...received, finishReason: "abort" };
    return this.generation(request);
  }

  #experts({ evidence }: GenerateRequest): RoutedExperts | null {
    const { routedExperts } = this.#last;
    if (!evidence?.experts || !routedExperts) return null;
    return numpyExperts(routedExperts, evidence.expertsFrom);
  }

  #alignedLogProbs(): Float64Array | null {
    if (this.#logProbs.length !== this.#ids.length) return null;
    const others = this.#logProbs.some(({ id }, i) => id !== -1 && id !== this.#ids[i]);
    return others ? null : Float64Array.from(this.#logProbs, ({ logProb }) => logProb);
  }

  #finishReason(request: GenerateRequest): FinishReason {
    switch (this.#last.finishReason) {
      case "stop":
      case "length":
      case "abort":
        return this.#last.finishReason;
      case "repetition":
        return "length";
      case "error":
        throw new EngineError("failed", "The engine failed while it sampled.");
      default:
        // Older versions send no last event when it would hold no new ids, so nothing says how it ended.
        if (this.#endsOnStop(request)) return "stop";
        return this.#ids.length >= request.sampling.maxNewTokens ? "length" : "abort";
    }
  }

  #endsOnStop(request: GenerateRequest): boolean {
    return request.stopTokenIds.includes(this.#ids.at(-1) ?? -1);
  }

  /** vLLM names no reason for the model's first ending token; it is the last id. */
  #matchedStop(finishReason: FinishReason): number | string | null {
    const { stopReason } = this.#last;
    if (stopReason !== null && stopReason !== undefined) return stopReason;
    return finishReason === "stop" ? (this.#ids.at(-1) ?? null) : null;
  }
}

function sameIds(echoed: readonly number[], sent: Int32Array): boolean {
  return echoed.length === sent.length && echoed.every((id, i) => id === sent[i]);
}
