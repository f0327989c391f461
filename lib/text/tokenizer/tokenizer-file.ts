import { z } from "zod";
import { addedTokenSchema } from "./added-token";

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * What is read of a tokenizer.json. The vocabulary is checked where it is turned into a map: a schema over
 * hundreds of thousands of entries costs more than the rest of the load.
 */
export const tokenizerFileSchema = z.looseObject({
  added_tokens: z.array(addedTokenSchema).default([]),
  normalizer: z.looseObject({ type: z.string() }).nullish(),
  pre_tokenizer: z.looseObject({ type: z.string() }).nullish(),
  decoder: z.looseObject({ type: z.string() }).nullish(),
  model: z.looseObject({
    type: z.string().optional(),
    vocab: z.custom<object>(isObject, "model.vocab is missing"),
    merges: z.array(z.unknown()).optional(),
    dropout: z.number().nullish(),
    byte_fallback: z.boolean().nullish(),
    ignore_merges: z.boolean().nullish(),
    continuing_subword_prefix: z.string().nullish(),
    end_of_word_suffix: z.string().nullish(),
  }),
});

export type TokenizerFile = z.infer<typeof tokenizerFileSchema>;
