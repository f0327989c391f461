import type { GenerateRequest } from "@/lib/engine/engine";
import { FAVOUR } from "@/lib/engine/favour";

/**
 * The body of llama-server's `POST /completion`. Every sampler of its chain is named, the ones nobody asked for at
 * the value that leaves them out, because absent ones have defaults (temperature 0.8, top-k 40, top-p 0.95).
 * Never streamed: a stream has no event for a token whose text ends inside a character, and its id is lost.
 * `stop` words are never sent: the log-probs of their tokens would be cut off.
 */
export function llamacppRequest({ promptIds, sampling, favouredId }: GenerateRequest): string {
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
    seed: sampling.seed ?? -1,
    ignore_eos: false,
    stop: [],
    logit_bias: favouredId === undefined ? [] : [[favouredId, FAVOUR]],
    n_keep: 0,
    n_probs: 1,
    post_sampling_probs: false,
    return_tokens: true,
    cache_prompt: true,
    stream: false,
    response_fields: RESPONSE_FIELDS,
  };
  return `${JSON.stringify(fields).slice(0, -1)},"prompt":[${promptIds.join(",")}]}`;
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
