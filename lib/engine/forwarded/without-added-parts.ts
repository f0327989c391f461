import { editItems, editObject, type JsonEdit } from "@/lib/core/json/edit-json";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import type { AddedParts } from "./id-request";

/** The object of a text; null for anything else. */
function objectIn(text: string): JsonObject | null {
  try {
    const value = parseJson(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const gone: JsonEdit = () => null;
const none: JsonEdit = () => "null";

/** A piece that vLLM sends for ids without text, and leaves out where nobody asks for ids. */
function isOnlyIds(choice: JsonValue): boolean {
  const { delta, finish_reason: finish = null, token_ids: ids } = objectOf(choice);
  return isObject(delta) && Object.keys(delta).length === 0 && finish === null && listOf(ids).length > 0;
}

/**
 * A document of a reply as the same call gives it without what was added. Null for one that holds nothing else. A
 * document that is no such reply comes back as it is.
 *
 * @param isStream Whole replies of vLLM say null of what was not asked for; pieces of a stream leave it out.
 */
export function withoutAddedParts(text: string, added: AddedParts, isStream: boolean): string | null {
  const document = objectIn(text);
  if (document === null) return text;
  const hasChoices = listOf(document.choices).length > 0;
  const isUsage = isObject(document.usage);
  if (isStream && added.usage && isUsage && !hasChoices && "choices" in document) return null;
  if (isStream && added.ids && "sglext" in document && !hasChoices && !isUsage) return null;
  if (isStream && added.ids && hasChoices && listOf(document.choices).every(isOnlyIds)) return null;
  const ofIds = isStream ? gone : none;
  const choice = {
    ...(added.ids ? { token_ids: ofIds } : {}),
    ...(added.logProbs ? { logprobs: none } : {}),
  };
  const edits = {
    ...(added.ids ? { prompt_token_ids: ofIds, sglext: gone } : {}),
    ...(isStream && added.usage ? { usage: gone } : {}),
    choices: (choices: string) => editItems(choices, (one) => editObject(one, choice)),
  };
  return editObject(text, edits);
}
