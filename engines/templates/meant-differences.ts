import type { SentConversation, SentMessage } from "./varied-conversations";

/** A difference between the recorder's prompt and an engine's own that is meant, and how to write without it. */
export interface MeantDifference {
  readonly name: string;
  readonly without: (conversation: SentConversation) => SentConversation;
}

/** Text that the tokenizer would read as control tokens. */
const CONTROL = /<(\|\w+\||\/?think|\/?tool_call|\/?tool_response)>/g;

const everyMessage = (change: (message: SentMessage) => SentMessage) => (conversation: SentConversation) => ({
  ...conversation,
  messages: conversation.messages.map(change),
});

const plain = (text: string) => text.replaceAll(CONTROL, "($1)");

/** In the order in which they are taken away. */
export const MEANT_DIFFERENCES: readonly MeantDifference[] = [
  {
    // What a person, a model or a tool wrote is data here; the engine makes control tokens of it.
    name: "control tokens spelled in text",
    without: everyMessage((message) => ({
      ...message,
      content: typeof message.content === "string" ? plain(message.content) : message.content,
      ...(message.reasoning_content !== undefined && {
        reasoning_content: plain(message.reasoning_content),
      }),
    })),
  },
  {
    // vLLM reads `reasoning` alone.
    name: "reasoning of earlier turns",
    without: everyMessage(({ reasoning_content: _, ...message }) => message),
  },
  {
    // The engine parses them and prints them anew.
    name: "spelling of call arguments",
    without: everyMessage((message) => ({
      ...message,
      ...(message.tool_calls && {
        tool_calls: message.tool_calls.map((call) => ({
          ...call,
          function: { ...call.function, arguments: '{"city": "Paris"}' },
        })),
      }),
    })),
  },
  {
    // The engine drops fields that it does not know, orders the others and writes empty ones.
    name: "fields of tools",
    without: (conversation) => ({
      ...conversation,
      tools: conversation.tools.map(({ type, function: { name, description, parameters } }) => ({
        type,
        function: { name, description: description || "Does something.", parameters },
      })),
    }),
  },
  {
    // SGLang adds it to every tool, empty.
    name: "`defer_loading` of tools",
    without: (conversation) => ({
      ...conversation,
      tools: conversation.tools.map((tool) => ({ ...tool, defer_loading: null })),
    }),
  },
  {
    // SGLang joins them by a space.
    name: "parts of a text",
    without: everyMessage((message) =>
      typeof message.content === "string" || message.content === null
        ? message
        : { ...message, content: message.content.map(({ text }) => text).join("") },
    ),
  },
  {
    // Qwen3's template has no such role: here it is a system message, SGLang leaves it out.
    name: "a developer's message",
    without: everyMessage((message) =>
      message.role === "developer" ? { ...message, role: "system" } : message,
    ),
  },
];
