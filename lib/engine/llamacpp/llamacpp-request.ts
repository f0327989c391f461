import { addedToLogits } from "@/lib/engine/added-to-logits";
import type { GenerateRequest } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { printedPrompt } from "@/lib/engine/printed-ids";
import { gbnfGrammar } from "./gbnf-grammar";

/**
 * The body of llama-server's `POST /completion`. Every sampler of its chain is named, since absent ones have
 * defaults (temperature 0.8, top-k 40, top-p 0.95). One that nobody asked for has the value that leaves it out.
 * Never streamed: a stream has no event for a token whose text ends inside a character, and its id is lost.
 * `stop` words are never sent: the log-probs of their tokens would be cut off.
 *
 * @throws EngineError `rejected` for what llama-server has no field for, or GBNF no words.
 */
export function llamacppRequest(request: GenerateRequest): string {
  const { sampling } = request;
  if ((sampling.minNewTokens ?? 0) > 0) {
    throw new EngineError(
      "rejected",
      "min_tokens must be absent: llama-server has no field for it; use SGLang or vLLM, or send ignore_eos with max_tokens.",
    );
  }
  const fields = {
    n_predict: sampling.maxNewTokens,
    temperature: sampling.temperature,
    top_k: Math.max(sampling.topK, 0),
    top_p: sampling.topP,
    min_p: sampling.minP,
    repeat_penalty: sampling.repetitionPenalty,
    presence_penalty: sampling.presencePenalty,
    frequency_penalty: sampling.frequencyPenalty,
    dynatemp_range: 0,
    typical_p: 1,
    top_n_sigma: -1,
    xtc_probability: 0,
    dry_multiplier: 0,
    mirostat: 0,
    seed: seedOf(sampling.seed),
    ignore_eos: sampling.ignoreEos ?? false,
    stop: [],
    ...(request.grammar && { grammar: gbnfGrammar(request.grammar) }),
    logit_bias: Array.from(addedToLogits(request)),
    n_keep: 0,
    n_probs: Math.max(1, request.topLogProbs ?? 0),
    post_sampling_probs: false,
    return_tokens: true,
    cache_prompt: true,
    stream: false,
    response_fields: RESPONSE_FIELDS,
  };
  return `${JSON.stringify(fields).slice(0, -1)},"prompt":[${printedPrompt(request)}]}`;
}

/** Its seeds have 32 bits; the last of them, written -1, asks for a random one. */
function seedOf(seed: number | bigint | null): number {
  if (seed === null) return -1;
  const bits = Number(BigInt.asUintN(32, BigInt(seed)));
  return bits === 0xffffffff ? 0 : bits;
}

const RESPONSE_FIELDS = [
  "tokens",
  "stop_type",
  "stopping_word",
  "truncated",
  "tokens_predicted",
  "tokens_evaluated",
  "completion_probabilities",
  "timings",
  "id_slot",
];
