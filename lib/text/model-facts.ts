import type { JsonObject } from "@/lib/core/json/json-value";
import type { LanguageModel } from "./language-model";

/** What is known of a model's text side, as the API shows it: family, stop tokens, and what its template allows. */
export function modelFacts(model: LanguageModel): JsonObject {
  const { graftable, closer, closerBelongsTo, shapes } = model.checkTemplate();
  return {
    tokenizer: model.name,
    family: model.family,
    vocabulary_size: model.vocabularySize,
    stop_tokens: model.stopTokenIds.map((id) => ({ id, name: model.decode([id]) })),
    template: {
      graftable,
      closer,
      closer_belongs_to: closerBelongsTo,
      shapes: shapes.map(({ roles, holds, compared, cause, detail }) => ({
        roles,
        holds,
        compared,
        cause,
        detail,
      })),
    },
  };
}
