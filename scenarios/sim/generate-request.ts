import { z } from "zod";

/** A logit bias that outweighs everything else, as it would with a model. */
export const DECISIVE_BIAS = 50;

/** SGLang refuses any sampling key that it does not know. */
const samplingParams = z.strictObject({
  max_new_tokens: z.int().min(0).default(128),
  temperature: z.number().min(0).default(1),
  top_p: z.number().default(1),
  top_k: z
    .int()
    .refine((topK) => topK === -1 || topK >= 1, "top_k must be -1 (disable) or at least 1.")
    .default(-1),
  min_p: z.number().default(0),
  frequency_penalty: z.number().min(-2).max(2).default(0),
  presence_penalty: z.number().min(-2).max(2).default(0),
  repetition_penalty: z.number().gt(0).max(2).default(1),
  min_new_tokens: z.int().default(0),
  n: z.int().default(1),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  stop_token_ids: z.array(z.int()).nullish(),
  stop_regex: z.union([z.string(), z.array(z.string())]).nullish(),
  ignore_eos: z.boolean().default(false),
  skip_special_tokens: z.boolean().default(true),
  spaces_between_special_tokens: z.boolean().default(true),
  no_stop_trim: z.boolean().default(false),
  stream_interval: z.int().nullish(),
  json_schema: z.string().nullish(),
  regex: z.string().nullish(),
  ebnf: z.string().nullish(),
  structural_tag: z.string().nullish(),
  logit_bias: z.record(z.string(), z.number()).nullish(),
  sampling_seed: z.union([z.int(), z.bigint()]).nullish(),
  custom_params: z.unknown().optional(),
});

/** The part of SGLang's `GenerateReqInput` that token-in, token-out needs. Other top-level keys are ignored. */
export const generateRequestSchema = z.object({
  rid: z.string().optional(),
  input_ids: z.array(z.int().min(0)),
  sampling_params: samplingParams.default(() => samplingParams.parse({})),
  return_logprob: z.boolean().default(false),
  top_logprobs_num: z.int().min(0).default(0),
  return_sampling_mask: z.boolean().default(false),
  sampling_logprobs_mode: z.string().optional(),
  return_routed_experts: z.boolean().default(false),
  routed_experts_start_len: z.int().min(0).default(0),
  return_prompt_token_ids: z.boolean().default(false),
  stream: z.boolean().default(false),
});

export type GenerateWireRequest = z.infer<typeof generateRequestSchema>;
