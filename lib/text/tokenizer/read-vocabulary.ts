import { ModelFilesError } from "@/lib/text/model-files-error";
import type { TokenizerFile } from "./tokenizer-file";

/** Token text to id. A map, since a vocabulary holds words such as `constructor` and `__proto__`. */
export function readVocabulary(file: TokenizerFile): Map<string, number> {
  const vocabulary = new Map<string, number>();
  for (const [token, id] of Object.entries(file.model.vocab)) {
    if (!Number.isInteger(id)) {
      throw new ModelFilesError(`tokenizer.json: the id of ${JSON.stringify(token)} is not a whole number.`);
    }
    vocabulary.set(token, id);
  }
  return vocabulary;
}
