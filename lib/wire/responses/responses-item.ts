import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message, Role, ToolCall } from "@/lib/core/message/message";

type MessageItem = Pick<Message, "content_parts" | "opaque" | "unread"> & {
  readonly kind: "message";
  readonly role: Exclude<Role, "tool">;
  readonly text: string;
};

/** Part of an answer: the model call that its id names, if it is one of the recorder's. */
interface FromAnswer {
  readonly answer?: string | null;
}

/** An item that an answer can hold. */
export type AnswerItem =
  | (MessageItem & FromAnswer)
  | ({ readonly kind: "reasoning"; readonly text: string } & FromAnswer)
  | ({ readonly kind: "call"; readonly call: ToolCall } & FromAnswer)
  /** No reader knows it. */
  | ({ readonly kind: "opaque"; readonly item: JsonValue } & FromAnswer);

/** An input item as far as it is recorded. */
export type ResponsesItem =
  | AnswerItem
  | ({ readonly kind: "output"; readonly callId: string; readonly text: string } & Pick<Message, "opaque">)
  | { readonly kind: "tools"; readonly tools: readonly JsonValue[] }
  /** The order to summarise the conversation before it. */
  | { readonly kind: "trigger" }
  /** Stands for something that is not at hand here. */
  | { readonly kind: "unresolved" };
