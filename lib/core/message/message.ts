import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";

export type Role = "system" | "user" | "assistant" | "tool";

/**
 * One call of a tool by the model, in canonical form. `function` and `type` are its identity; `id` and
 * `arguments_text` are spelling: kept as facts, used by templates that print them, never compared.
 */
export interface ToolCall {
  readonly type: "function";
  readonly function: {
    readonly name: string;
    /** The parsed arguments; a string when they are not JSON. */
    readonly arguments: JsonValue;
  };
  readonly id?: string;
  /** The arguments exactly as they were written, so that `1.0` and `1e0` survive a re-render. */
  readonly arguments_text?: string;
}

/**
 * A message in canonical form: what every protocol is turned into and what the tree is made of.
 * `developer` is `system`; a missing, null or empty content is one and the same.
 * `tool_call_id`, `name`, `content_parts` and `unread` are spelling, like `ToolCall.id`.
 */
export interface Message {
  readonly role: Role;
  readonly content?: string | null;
  /** In how many parts the client gave the content, where it was not one text. */
  readonly content_parts?: number;
  readonly reasoning_content?: string | null;
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
  readonly name?: string;
  /** Parts that no reader knows, as they came. What they say is not known, so they are part of what was said. */
  readonly opaque?: readonly JsonValue[];
  /** Members that no reader knows, by name, as they came: kept and shown, never compared. */
  readonly unread?: JsonObject;
}
