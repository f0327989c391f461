import { z } from "zod";
import { jsonObjectSchema, jsonValueSchema } from "./json-schemas";

const switchSchema = z.union([z.boolean(), z.looseObject({ type: z.string() })], {
  error: "must be true, false or an object with a type",
});

/** Fields by which a client of any protocol asks something of the answer, as OpenAI and the open engines spell them. */
export const wishesShape = {
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  return_token_ids: z.boolean().nullish(),
  enable_thinking: z.boolean().nullish(),
  thinking: switchSchema.nullish(),
  regex: z.string().nullish(),
  ebnf: z.string().nullish(),
  structured_outputs: z
    .looseObject({
      json: jsonValueSchema.nullish(),
      json_object: z.boolean().nullish(),
      regex: z.string().nullish(),
      choice: z.array(z.string().min(1)).min(1).nullish(),
      grammar: z.string().nullish(),
    })
    .nullish(),
};

/** The `text.format`, `response_format` or `output_config.format` of a request. */
export const formatSchema = z.looseObject({
  type: z.string(),
  schema: jsonValueSchema.nullish(),
  json_schema: z.looseObject({ schema: jsonObjectSchema.nullish() }).nullish(),
});

/** What a request says of thinking: whether there shall be some; null where it says nothing. */
export function wishedThinking(fields: {
  readonly enable_thinking?: boolean | null | undefined;
  readonly thinking?: z.output<typeof switchSchema> | null | undefined;
}): boolean | null {
  const { enable_thinking: enabled, thinking } = fields;
  if (typeof enabled === "boolean") return enabled;
  if (typeof thinking === "boolean") return thinking;
  switch (thinking?.type) {
    case "enabled":
      return true;
    case "disabled":
      return false;
    default:
      return null;
  }
}
