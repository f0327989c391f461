import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "./message";

/**
 * Members of messages, parts, blocks and items that decorate what is said and are no part of it: marks for caches, proofs
 * for their maker, places in a list. They change from call to call and are not kept.
 */
const DECORATIONS: ReadonlySet<string> = new Set([
  "annotations",
  "cache_control",
  "caller",
  "citations",
  "encrypted_content",
  "id",
  "index",
  "internal_chat_message_metadata_passthrough",
  "logprobs",
  "phase",
  "signature",
  "status",
  "type",
]);

/** Null, and what is empty, says nothing. */
function saysSomething(value: JsonValue): boolean {
  if (value === null || value === "" || value === false) return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/**
 * The field of a message for the members that its reader does not know; none where there are none.
 *
 * @example
 * unreadMembers({ role: "user", content: "x", mood: "calm", audio: null }, new Set(["role", "content"]));
 * // { unread: { mood: "calm" } }
 */
export function unreadMembers(
  object: JsonObject,
  known: ReadonlySet<string>,
): Pick<Message, "unread"> | undefined {
  const unread = Object.entries(object).filter(
    ([name, value]) => !known.has(name) && !DECORATIONS.has(name) && saysSomething(value),
  );
  return unread.length === 0 ? undefined : { unread: Object.fromEntries(unread) };
}
