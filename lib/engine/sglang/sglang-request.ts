import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { spelledSampling } from "@/lib/core/recording/sampling-fields";
import { addedToLogits } from "@/lib/engine/added-to-logits";
import type { GenerateRequest } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { printedPrompt } from "@/lib/engine/printed-ids";
import { structuralTag } from "@/lib/engine/structural-tag";

/**
 * The body of `POST /generate`: every sampling field is written out, because what is left out is filled from the
 * server's own preferences. `stop` strings are never sent: they would cut text, not ids.
 *
 * The ids are written by hand: a prompt of 100,000 tokens is most of the body.
 *
 * @param adapter The path of an adapter, which SGLang calls `lora_path`.
 * @throws EngineError `rejected` for a penalty that SGLang refuses.
 */
export function sglangRequest(request: GenerateRequest, adapter: string | null = null): string {
  const { sampling } = request;
  checkPenalty(sampling.repetitionPenalty);
  const added = addedToLogits(request);
  const fields = {
    rid: request.requestId,
    ...(adapter !== null && { lora_path: adapter }),
    sampling_params: {
      max_new_tokens: sampling.maxNewTokens,
      ...spelledSampling(sampling),
      // It refuses 0, which others take for all.
      top_k: sampling.topK > 0 ? sampling.topK : -1,
      min_new_tokens: sampling.minNewTokens ?? 0,
      n: 1,
      stop_token_ids: request.stopTokenIds,
      ignore_eos: sampling.ignoreEos ?? false,
      skip_special_tokens: false,
      spaces_between_special_tokens: false,
      no_stop_trim: true,
      ...(sampling.seed !== null && { sampling_seed: sampling.seed }),
      ...(added.size > 0 && { logit_bias: Object.fromEntries(added) }),
      ...(request.grammar && grammarField(request.grammar)),
    },
    return_logprob: true,
    logprob_start_len: -1,
    top_logprobs_num: request.topLogProbs ?? 0,
    return_text_in_logprobs: false,
    ...(request.evidence?.support && { return_sampling_mask: true, sampling_logprobs_mode: "support" }),
    ...(request.evidence?.experts && {
      return_routed_experts: true,
      routed_experts_start_len: request.evidence.expertsFrom,
    }),
    stream: request.stream ?? true,
  };
  return `${stringifyJson(fields).slice(0, -1)},"input_ids":[${printedPrompt(request)}]}`;
}

/** The highest penalty of repetitions that SGLang takes; others take any. */
const HIGHEST_PENALTY = 2;

function checkPenalty(penalty: number): void {
  if (penalty <= HIGHEST_PENALTY) return;
  throw new EngineError(
    "rejected",
    `repetition_penalty is ${penalty}, and SGLang takes at most ${HIGHEST_PENALTY}: send less, or logit_bias for single tokens.`,
  );
}

/**
 * The one of SGLang's four fields that says a grammar most plainly: every grammar backend knows a plain schema, and
 * xgrammar alone a structural tag. Each holds text. The grammar holds from the first token, whatever reasoning parser
 * the server has: `/generate` skips reasoning only where `require_reasoning` asks for it.
 */
function grammarField(grammar: AnswerGrammar): Readonly<Record<string, string>> {
  switch (grammar.type) {
    case "json":
      return { json_schema: stringifyJson(grammar.schema) };
    case "regex":
      return { regex: grammar.pattern };
    case "rules":
      return { ebnf: grammar.grammar };
    default:
      return { structural_tag: stringifyJson(structuralTag(grammar)) };
  }
}
