import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { Message, ToolCall } from "./message";

/** Messages are immutable and shared by many prompts, so each is spelled out once. */
const identities = new WeakMap<Message, string>();

/**
 * The key under which the `exact` matcher compares messages: two messages are the same iff their keys are.
 * Missing, null and empty fields are one; tool-call arguments compare by JSON value whatever the order of their
 * keys. Ids, `tool_call_id`, `name`, members that no
 * reader knows and the spelling of arguments are not part of it; parts that no reader knows are. `developer` has become
 * `system` and text parts a string before a message gets here.
 *
 * @example
 * messageIdentity({ role: "user", content: "hi" }); // '["user","hi","",[]]'
 */
export function messageIdentity(message: Message): string {
  const known = identities.get(message);
  if (known !== undefined) return known;
  const identity = canonicalJson([
    message.role,
    message.content ?? "",
    message.reasoning_content ?? "",
    (message.tool_calls ?? []).map(toolCallIdentity),
    // Messages without have the identity that they had before there were such parts.
    ...(message.opaque === undefined ? [] : [message.opaque]),
  ]);
  identities.set(message, identity);
  return identity;
}

function toolCallIdentity(call: ToolCall) {
  return [call.type, call.function.name, call.function.arguments];
}
