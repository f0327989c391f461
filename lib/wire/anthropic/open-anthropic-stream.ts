import type { JsonObject } from "@/lib/core/json/json-value";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { CallReply, CallRequest, ReplyDelta, ReplyStream } from "@/lib/wire/protocol";
import { serverSentEvent } from "@/lib/wire/shared/server-sent-event";
import { anthropicStop, anthropicUsage, thinkingSignature, toolUseBlock } from "./anthropic-reply-parts";

interface StreamHeader {
  readonly id: string;
  readonly promptIds: Int32Array;
}

function event(type: string, fields: JsonObject = {}): string {
  return serverSentEvent({ type, ...fields }, type);
}

/** The content blocks of one stream: at most one is open, and opening another closes it. */
class BlockWriter {
  private index = -1;
  private open: "thinking" | "text" | null = null;

  constructor(private readonly replyId: string) {}

  private start(block: JsonObject): string {
    this.index++;
    return event("content_block_start", { index: this.index, content_block: block });
  }

  private piece(delta: JsonObject): string {
    return event("content_block_delta", { index: this.index, delta });
  }

  end(): string {
    if (this.open === null) return "";
    const signature =
      this.open === "thinking"
        ? this.piece({ type: "signature_delta", signature: thinkingSignature(this.replyId) })
        : "";
    this.open = null;
    return signature + event("content_block_stop", { index: this.index });
  }

  private turnTo(kind: "thinking" | "text", block: JsonObject): string {
    if (this.open === kind) return "";
    const before = this.end() + this.start(block);
    this.open = kind;
    return before;
  }

  write(delta: ReplyDelta): string {
    switch (delta.type) {
      case "reasoning": {
        const head = this.turnTo("thinking", { type: "thinking", thinking: "", signature: "" });
        return head + this.piece({ type: "thinking_delta", thinking: delta.text });
      }
      case "content": {
        const head = this.turnTo("text", { type: "text", text: "" });
        return head + this.piece({ type: "text_delta", text: delta.text });
      }
      case "tool_call": {
        const head = this.end() + this.start({ ...toolUseBlock(delta.call), input: {} });
        const json = this.piece({ type: "input_json_delta", partial_json: argumentsText(delta.call) });
        return head + json + event("content_block_stop", { index: this.index });
      }
    }
  }
}

/**
 * The event stream of Anthropic Messages: `message_start`, each block from start to stop, `message_delta` with the
 * stop reason and usage, `message_stop`, every event with its `event:` line. A call is sent when it is whole.
 */
export function openAnthropicStream(request: CallRequest, header: StreamHeader): ReplyStream {
  const blocks = new BlockWriter(header.id);
  return {
    open: () =>
      event("message_start", {
        message: {
          id: header.id,
          type: "message",
          role: "assistant",
          model: request.model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: anthropicUsage(header.promptIds.length, 0, 0),
          ...(request.wishes.returnTokenIds && { prompt_token_ids: Array.from(header.promptIds) }),
        },
      }),
    delta: (delta) => blocks.write(delta),
    keepAlive: () => event("ping"),
    close(reply: CallReply): string {
      const usage = anthropicUsage(reply.promptTokens, reply.cachedTokens ?? 0, reply.completionTokens);
      const ids = reply.tokenIds && { token_ids: Array.from(reply.tokenIds.output) };
      const ending = event("message_delta", { delta: anthropicStop(reply), usage, ...ids });
      return blocks.end() + ending + event("message_stop");
    },
  };
}
