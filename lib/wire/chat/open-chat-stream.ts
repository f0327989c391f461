import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { CallReply, CallRequest, ReplyDelta, ReplyStream } from "@/lib/wire/protocol";
import { KEEP_ALIVE_COMMENT, serverSentEvent } from "@/lib/wire/shared/server-sent-event";
import { chatFinishReason, chatLogProbs, chatToolCall, chatUsage } from "./chat-reply-parts";

interface StreamHeader {
  readonly id: string;
  readonly created: number;
  readonly promptIds: Int32Array;
}

/** What a chunk tells beside its delta. */
interface ChunkEnd {
  readonly finishReason: string;
  readonly logProbs: JsonValue;
  readonly outputIds: Int32Array | null;
}

/** Writes chunks. Where the client asked for ids, each tells those that came since the one before, as vLLM's do. */
class ChunkWriter {
  private readonly base: JsonObject;
  private readonly isAsked: boolean;
  private pending: number[] = [];
  private told = 0;

  constructor(
    request: CallRequest,
    private readonly header: StreamHeader,
  ) {
    const { id, created } = header;
    this.base = { id, object: "chat.completion.chunk", created, model: request.model };
    this.isAsked = request.wishes.returnTokenIds;
  }

  take(ids: readonly number[]): void {
    for (const id of this.isAsked ? ids : []) this.pending.push(id);
  }

  first(delta: JsonObject): string {
    return this.write(delta, this.isAsked ? { prompt_token_ids: Array.from(this.header.promptIds) } : {});
  }

  next(delta: JsonObject, end: ChunkEnd | null = null): string {
    return this.write(delta, {}, end);
  }

  usage(reply: CallReply): string {
    return serverSentEvent({ ...this.base, choices: [], usage: chatUsage(reply) });
  }

  private write(delta: JsonObject, more: JsonObject, end: ChunkEnd | null = null): string {
    const choice = {
      index: 0,
      delta,
      logprobs: end?.logProbs ?? null,
      finish_reason: end?.finishReason ?? null,
      ...(this.isAsked ? { token_ids: this.tokenIds(end) } : {}),
    };
    return serverSentEvent({ ...this.base, choices: [choice], ...more });
  }

  /** Those that are pending; at the end all that were not told. */
  private tokenIds(end: ChunkEnd | null): readonly number[] {
    const ids = end?.outputIds ? Array.from(end.outputIds.subarray(this.told)) : this.pending;
    this.told += ids.length;
    this.pending = [];
    return ids;
  }
}

/**
 * The event stream of Chat Completions: the role first, reasoning and text as they come, then the tool calls, the
 * finish, usage only when asked for, and `[DONE]`. All calls come in one chunk, each with its index, id, name and whole
 * arguments. A client that reads calls one chunk at a time glues parallel ones together.
 */
export function openChatStream(request: CallRequest, header: StreamHeader): ReplyStream {
  const chunks = new ChunkWriter(request, header);
  return {
    open: () => chunks.first({ role: "assistant", content: "" }),
    tokens: (ids) => chunks.take(ids),
    delta(delta: ReplyDelta): string {
      switch (delta.type) {
        case "reasoning":
          return chunks.next({ reasoning_content: delta.text });
        case "content":
          return chunks.next({ content: delta.text });
        case "tool_call":
          return "";
      }
    },
    keepAlive: () => KEEP_ALIVE_COMMENT,
    close(reply: CallReply): string {
      const calls = (reply.message.tool_calls ?? []).map((call, index) => ({ index, ...chatToolCall(call) }));
      const finish = {
        finishReason: chatFinishReason(reply),
        logProbs: chatLogProbs(reply),
        outputIds: reply.tokenIds?.output ?? null,
      };
      return [
        calls.length === 0 ? "" : chunks.next({ tool_calls: calls }),
        chunks.next({}, finish),
        request.includeUsage ? chunks.usage(reply) : "",
        "data: [DONE]\n\n",
      ].join("");
    },
  };
}
