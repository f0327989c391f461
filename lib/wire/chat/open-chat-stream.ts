import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { CallReply, CallRequest, ReplyDelta, ReplyStream } from "@/lib/wire/protocol";
import { KEEP_ALIVE_COMMENT, serverSentEvent } from "@/lib/wire/shared/server-sent-event";
import { chatFinishReason, chatLogProbs, chatToolCall, chatUsage } from "./chat-reply-parts";

interface StreamHeader {
  readonly id: string;
  readonly created: number;
}

/**
 * The event stream of Chat Completions: the role first, reasoning and text as they come, then the tool calls, the
 * finish, usage only when asked for, and `[DONE]`. All calls come in one chunk, each with its index, id, name and whole
 * arguments. A client that reads calls one chunk at a time glues parallel ones together.
 */
export function openChatStream(request: CallRequest, header: StreamHeader): ReplyStream {
  const base = {
    id: header.id,
    object: "chat.completion.chunk",
    created: header.created,
    model: request.model,
  };
  const chunk = (delta: JsonObject, finishReason: string | null = null, logProbs: JsonValue = null): string =>
    serverSentEvent({
      ...base,
      choices: [{ index: 0, delta, logprobs: logProbs, finish_reason: finishReason }],
    });

  return {
    open: () => chunk({ role: "assistant", content: "" }),
    delta(delta: ReplyDelta): string {
      switch (delta.type) {
        case "reasoning":
          return chunk({ reasoning_content: delta.text });
        case "content":
          return chunk({ content: delta.text });
        case "tool_call":
          return "";
      }
    },
    keepAlive: () => KEEP_ALIVE_COMMENT,
    close(reply: CallReply): string {
      const calls = reply.message.tool_calls ?? [];
      const callChunk =
        calls.length === 0
          ? ""
          : chunk({ tool_calls: calls.map((call, index) => ({ index, ...chatToolCall(call) })) });
      const finish = chunk({}, chatFinishReason(reply), chatLogProbs(reply));
      const usage = request.includeUsage
        ? serverSentEvent({ ...base, choices: [], usage: chatUsage(reply) })
        : "";
      return `${callChunk}${finish}${usage}data: [DONE]\n\n`;
    },
  };
}
