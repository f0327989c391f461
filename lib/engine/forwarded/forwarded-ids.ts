import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";

/** A list of ids that a server told; null when it told none, or something that is no list of ids. */
export type ToldIds = Int32Array | null;

/** The ids of a value that is a list of them. */
function idsOf(value: JsonValue | undefined): ToldIds {
  if (!isArray(value)) return null;
  const isId = (id: JsonValue) => typeof id === "number" && Number.isInteger(id) && id >= 0 && id < 2 ** 31;
  return value.every(isId) ? Int32Array.from(value, Number) : null;
}

/** The choice of a document that is the answer; null in documents without. */
export function firstChoice(document: JsonObject): JsonObject | null {
  const choices = listOf(document.choices).filter(isObject);
  return choices.find(({ index }) => index === 0 || index === undefined || index === null) ?? null;
}

/** What SGLang tells beside a reply: in the reply's own documents, or in an event that holds nothing else. */
function sglextOf(document: JsonObject): JsonObject {
  return isObject(document.sglext) ? document.sglext : "choices" in document ? {} : document;
}

/** Ids that come piece by piece, put together; null when no piece came. */
function joined(pieces: readonly ToldIds[]): ToldIds {
  const told = pieces.filter((piece) => piece !== null);
  if (told.length === 0) return null;
  const ids = new Int32Array(told.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of told) {
    ids.set(piece, at);
    at += piece.length;
  }
  return ids;
}

/**
 * Every list of sampled ids that a reply tells, each whole, in order of trust: vLLM's `token_ids` (in pieces in a
 * stream), SGLang's `response_token_ids` and `sglext.output_ids`, llama-server's `__verbose.tokens`.
 */
export function toldOutputIds(documents: readonly JsonObject[]): readonly Int32Array[] {
  const choices = documents.map((document) => firstChoice(document) ?? {});
  const whole = documents.flatMap((document) => [
    idsOf(listOf(sglextOf(document).output_ids)[0]) ?? idsOf(sglextOf(document).output_ids),
    idsOf(objectOf(document.__verbose).tokens),
  ]);
  const lists = [
    joined(choices.map(({ token_ids: ids }) => idsOf(ids))),
    ...choices.map(({ response_token_ids: ids }) => idsOf(ids)),
    ...whole,
  ];
  return lists.filter((list) => list !== null);
}

/** Every list of prompt ids that a reply tells: `prompt_token_ids` beside or in its choice, `sglext.input_ids`. */
export function toldPromptIds(documents: readonly JsonObject[]): readonly Int32Array[] {
  const lists = documents.flatMap((document) => [
    idsOf(document.prompt_token_ids),
    idsOf(firstChoice(document)?.prompt_token_ids),
    idsOf(sglextOf(document).input_ids),
  ]);
  return lists.filter((list) => list !== null);
}

/** Whether all lists are the first one. */
export function areSame(lists: readonly Int32Array[]): boolean {
  const [first] = lists;
  return lists.every(
    (list) => first !== undefined && list.length === first.length && list.every((id, at) => id === first[at]),
  );
}
