import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { spelledSampling } from "@/lib/core/recording/sampling-fields";
import { addedToLogits } from "@/lib/engine/added-to-logits";
import type { GenerateRequest } from "@/lib/engine/engine";
import { printedPrompt } from "@/lib/engine/printed-ids";
import { structuralTag } from "@/lib/engine/structural-tag";

/** The two routes that take ids and give ids. */
export type VllmRoute = "/inference/v1/generate" | "/v1/completions";

/**
 * The body for either route of vLLM. Every sampling field is written out: `/v1/*` fills absent ones from the
 * model's generation_config.json. `logprobs: 0` asks for the sampled token's alone, a higher number for the likeliest beside it; `stop` strings are never sent.
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
    logprobs: request.topLogProbs ?? 0,
    stop: [],
    stop_token_ids: request.stopTokenIds,
    ignore_eos: sampling.ignoreEos ?? false,
    skip_special_tokens: false,
    spaces_between_special_tokens: false,
    include_stop_str_in_output: true,
    ...(added.size > 0 && { logit_bias: Object.fromEntries(added) }),
    ...(request.evidence?.experts && { routed_experts_prompt_start: request.evidence.expertsFrom }),
    ...(request.grammar && { structured_outputs: structuredOutputs(request.grammar) }),
  };
  const shared = { request_id: request.requestId, model, stream: request.stream ?? true };
  if (route === "/inference/v1/generate") {
    const streamed = shared.stream && { return_token_ids: true, stream_options: { include_usage: true } };
    // A server with a reasoning parser would let the grammar begin behind reasoning; this one holds from the first token.
    const grammar = request.grammar && { reasoning_ended: true };
    const body = { ...shared, ...streamed, ...grammar, sampling_params: common };
    return withPrompt(body, "token_ids", request);
  }
  const asCompletion = {
    ...shared,
    ...common,
    echo: false,
    add_special_tokens: false,
    return_token_ids: true,
    return_tokens_as_token_ids: true,
  };
  return withPrompt(asCompletion, "prompt", request);
}

function withPrompt(fields: object, name: string, request: GenerateRequest): string {
  return `${stringifyJson(fields).slice(0, -1)},"${name}":[${printedPrompt(request)}]}`;
}

/** A grammar as vLLM takes it: by the plainest of the forms that say it. */
function structuredOutputs(grammar: AnswerGrammar): JsonObject {
  switch (grammar.type) {
    case "json":
      return { json: grammar.schema };
    case "regex":
      return { regex: grammar.pattern };
    case "rules":
      return { grammar: grammar.grammar };
    default:
      return { structural_tag: stringifyJson(structuralTag(grammar)) };
  }
}
