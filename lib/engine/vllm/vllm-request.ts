import { stringifyJson } from "@/lib/core/json/stringify-json";
import { spelledSampling } from "@/lib/core/recording/sampling-fields";
import { addedToLogits } from "@/lib/engine/added-to-logits";
import type { GenerateRequest } from "@/lib/engine/engine";

/** The two routes that take ids and give ids. */
export type VllmRoute = "/inference/v1/generate" | "/v1/completions";

/**
 * The body for either route of vLLM. Every sampling field is written out: `/v1/*` fills absent ones from the
 * model's generation_config.json. `logprobs: 0` asks for the sampled token's alone; `stop` strings are never sent.
 * A stream tells the prompt's ids and the usage only where both are asked for.
 */
export function vllmRequest(request: GenerateRequest, route: VllmRoute, model: string): string {
  const { sampling } = request;
  const added = addedToLogits(request);
  const common = {
    n: 1,
    ...spelledSampling({ ...sampling, topK: Math.max(sampling.topK, 0) }),
    seed: sampling.seed,
    max_tokens: sampling.maxNewTokens,
    min_tokens: sampling.minNewTokens ?? 0,
    logprobs: 0,
    stop: [],
    stop_token_ids: request.stopTokenIds,
    ignore_eos: sampling.ignoreEos ?? false,
    skip_special_tokens: false,
    spaces_between_special_tokens: false,
    include_stop_str_in_output: true,
    ...(added.size > 0 && { logit_bias: Object.fromEntries(added) }),
  };
  const shared = { request_id: request.requestId, model, stream: request.stream ?? true };
  if (route === "/inference/v1/generate") {
    const streamed = shared.stream && { return_token_ids: true, stream_options: { include_usage: true } };
    return withIds({ ...shared, ...streamed, sampling_params: common }, "token_ids", request.promptIds);
  }
  const asCompletion = {
    ...shared,
    ...common,
    echo: false,
    add_special_tokens: false,
    return_token_ids: true,
    return_tokens_as_token_ids: true,
  };
  return withIds(asCompletion, "prompt", request.promptIds);
}

function withIds(fields: object, name: string, ids: Int32Array): string {
  return `${stringifyJson(fields).slice(0, -1)},"${name}":[${ids.join(",")}]}`;
}
