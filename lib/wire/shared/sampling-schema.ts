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
  seed: z.number().int().nullish(),
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
  };
}
