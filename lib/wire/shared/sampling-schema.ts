import { z } from "zod";
import type { RequestedSampling } from "@/lib/wire/protocol";

const positiveInteger = z.number().int().min(1);

/** Sampling fields as the OpenAI protocols spell them, with the ones that open engines add. */
export const samplingShape = {
  max_tokens: positiveInteger.nullish(),
  max_completion_tokens: positiveInteger.nullish(),
  max_output_tokens: positiveInteger.nullish(),
  temperature: z.number().min(0).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  top_k: z.number().int().min(-1).nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  frequency_penalty: z.number().nullish(),
  presence_penalty: z.number().nullish(),
  repetition_penalty: z.number().gt(0).nullish(),
  seed: z
    .union([z.number().int(), z.bigint()], { error: "must be a whole number" })
    .refine((seed) => BigInt.asIntN(64, BigInt(seed)) === BigInt(seed), { error: "must fit in 64 bits" })
    .nullish(),
  logit_bias: z
    .record(
      z.string().regex(/^\d+$/, { error: "has a key that is no token id" }),
      z.number().min(-100).max(100),
    )
    .nullish(),
  stop_token_ids: z.array(z.number().int().min(0)).nullish(),
  ignore_eos: z.boolean().nullish(),
  min_tokens: z.number().int().min(0).nullish(),
  stop: z
    .union([z.string(), z.array(z.string())], { error: "must be a string or a list of strings" })
    .nullish(),
};

const samplingSchema = z.object(samplingShape);

/** The canonical sampling fields of a request that was read with `samplingShape`. */
export function requestedSampling(fields: z.output<typeof samplingSchema>): RequestedSampling {
  const stop = fields.stop ?? [];
  return {
    maxTokens: fields.max_completion_tokens ?? fields.max_output_tokens ?? fields.max_tokens ?? null,
    temperature: fields.temperature ?? null,
    topP: fields.top_p ?? null,
    topK: fields.top_k ?? null,
    minP: fields.min_p ?? null,
    frequencyPenalty: fields.frequency_penalty ?? null,
    presencePenalty: fields.presence_penalty ?? null,
    repetitionPenalty: fields.repetition_penalty ?? null,
    seed: fields.seed ?? null,
    stop: typeof stop === "string" ? [stop] : stop,
    logitBias: Object.entries(fields.logit_bias ?? {}).map(([id, bias]) => ({ id: Number(id), bias })),
    stopTokenIds: fields.stop_token_ids ?? [],
    ignoreEos: fields.ignore_eos ?? false,
    minTokens: fields.min_tokens ?? 0,
  };
}
