import { z } from "zod";

/** One entry of `added_tokens` in a tokenizer.json: text that is a token of its own, outside the merges. */
export const addedTokenSchema = z.object({
  id: z.int().nonnegative(),
  content: z.string().min(1),
  special: z.boolean().default(false),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  normalized: z.boolean().default(false),
  single_word: z.boolean().default(false),
});

export type AddedToken = z.infer<typeof addedTokenSchema>;
