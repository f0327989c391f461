import { FAMILIES } from "./families/families";
import type { Family } from "./families/family";
import { plain } from "./families/plain";
import type { ModelFiles } from "./model-files";

/** Tells a model's family by its template and its added tokens. */
export function modelFamily({ tokenizer, chatTemplate }: ModelFiles): Family {
  const names = new Set(tokenizer.added_tokens.map((token) => token.content));
  const traits = { template: chatTemplate ?? "", hasToken: (name: string) => names.has(name) };
  return FAMILIES.find((candidate) => candidate.matches(traits)) ?? plain;
}
