import type { JsonObject } from "@/lib/core/json/json-value";
import type { ToolCall } from "@/lib/core/message/message";
import type { CallReply, CallRequest, ReplyDelta, ReplyStream } from "@/lib/wire/protocol";
import { serverSentEvent } from "@/lib/wire/shared/server-sent-event";
import { isIncomplete, responseHead, responseObject } from "./response-object";
import {
  callItem,
  messageItem,
  outputItems,
  reasoningItem,
  responsesLogProbs,
  textPart,
} from "./responses-items";

interface StreamHeader {
  readonly id: string;
  readonly created: number;
}

/** The items of one stream: at most one is open, and opening another closes it. Every event is numbered. */
class ItemWriter {
  private sequence = 0;
  private index = -1;
  private open: { readonly kind: "reasoning" | "content"; text: string } | null = null;
  private readonly closed: JsonObject[] = [];

  constructor(
    private readonly request: CallRequest,
    private readonly replyId: string,
  ) {}

  event(type: string, fields: JsonObject): string {
    return serverSentEvent({ type, sequence_number: this.sequence++, ...fields }, type);
  }

  private added(item: JsonObject): string {
    this.index++;
    return this.event("response.output_item.added", { output_index: this.index, item });
  }

  private done(item: JsonObject): string {
    this.closed.push(item);
    return this.event("response.output_item.done", { output_index: this.index, item });
  }

  /** What was sent until now: a client takes the output of an event that shows the response for all that came. */
  get output(): JsonObject[] {
    if (this.open === null) return [...this.closed];
    const { kind, text } = this.open;
    const item =
      kind === "reasoning"
        ? { ...reasoningItem(this.replyId, ""), summary: [{ type: "summary_text", text }] }
        : { ...messageItem(this.replyId, text), status: "in_progress" };
    return [...this.closed, item];
  }

  /** An item that is sent when it is whole. */
  whole(item: JsonObject): string {
    return this.added(item) + this.done(item);
  }

  private begin(kind: "reasoning" | "content"): string {
    if (this.open?.kind === kind) return "";
    const before = this.end(null);
    this.open = { kind, text: "" };
    if (kind === "reasoning") {
      return (
        before +
        this.added(reasoningItem(this.replyId, "")) +
        this.event("response.reasoning_summary_part.added", {
          ...this.reasoningPlace(),
          part: { type: "summary_text", text: "" },
        })
      );
    }
    return (
      before +
      this.added(messageItem(this.replyId, null)) +
      this.event("response.content_part.added", { ...this.textPlace(), part: textPart("") })
    );
  }

  private reasoningPlace(): JsonObject {
    return { item_id: `rs_${this.replyId}`, output_index: this.index, summary_index: 0 };
  }

  private textPlace(): JsonObject {
    return { item_id: `msg_${this.replyId}`, output_index: this.index, content_index: 0 };
  }

  write(delta: Exclude<ReplyDelta, { type: "tool_call" }>): string {
    const before = this.begin(delta.type);
    if (this.open !== null) this.open.text += delta.text;
    return delta.type === "reasoning"
      ? before +
          this.event("response.reasoning_summary_text.delta", { ...this.reasoningPlace(), delta: delta.text })
      : before +
          this.event("response.output_text.delta", { ...this.textPlace(), delta: delta.text, logprobs: [] });
  }

  /** Closes the open item; log-probs are known only with the whole reply. */
  end(reply: CallReply | null): string {
    if (this.open === null) return "";
    const { kind, text } = this.open;
    this.open = null;
    if (kind === "reasoning") {
      const place = this.reasoningPlace();
      return (
        this.event("response.reasoning_summary_text.done", { ...place, text }) +
        this.event("response.reasoning_summary_part.done", {
          ...place,
          part: { type: "summary_text", text },
        }) +
        this.done(reasoningItem(this.replyId, text))
      );
    }
    const place = this.textPlace();
    const logProbs = reply === null ? [] : responsesLogProbs(reply);
    return (
      this.event("response.output_text.done", { ...place, text, logprobs: logProbs }) +
      this.event("response.content_part.done", { ...place, part: textPart(text, logProbs) }) +
      this.done(messageItem(this.replyId, text, logProbs))
    );
  }

  call(call: ToolCall): string {
    const item = callItem(call, this.request);
    const before = this.end(null);
    if (item.type === "custom_tool_call") {
      return before + this.added({ ...item, status: "in_progress", input: "" }) + this.customInput(item);
    }
    return before + this.added({ ...item, status: "in_progress", arguments: "" }) + this.callArguments(item);
  }

  private customInput(item: JsonObject): string {
    const place = { item_id: item.id ?? "", output_index: this.index };
    const input = item.input ?? "";
    return (
      this.event("response.custom_tool_call_input.delta", { ...place, delta: input }) +
      this.event("response.custom_tool_call_input.done", { ...place, input }) +
      this.done(item)
    );
  }

  private callArguments(item: JsonObject): string {
    const place = { item_id: item.id ?? "", output_index: this.index };
    const text = item.arguments ?? "";
    return (
      this.event("response.function_call_arguments.delta", { ...place, delta: text }) +
      this.event("response.function_call_arguments.done", {
        ...place,
        name: item.name ?? "",
        arguments: text,
      }) +
      this.done(item)
    );
  }
}

/**
 * The event stream of the Responses API: `response.created`, each item from `added` to `done` with its deltas, and
 * `response.completed` (or `response.incomplete`) with the full output and usage, every event named and numbered.
 * While nothing else is sent, `response.in_progress` is repeated with the output until then: a client counts events, not
 * comments, and takes what such an event shows for all that it was sent. A summary that
 * takes the place of the conversation is shown as its one item, when it is whole.
 */
export function openResponsesStream(request: CallRequest, header: StreamHeader): ReplyStream {
  const items = new ItemWriter(request, header.id);
  const isSummary = request.responseState?.compacted === true;
  const shown = (delta: ReplyDelta): string =>
    delta.type === "tool_call" ? items.call(delta.call) : items.write(delta);
  const ending = (reply: CallReply): string =>
    isSummary
      ? outputItems(reply, request)
          .map((item) => items.whole(item))
          .join("")
      : items.end(reply);
  const response: JsonObject = {
    ...responseHead(request, { ...header, model: request.model }),
    status: "in_progress",
    incomplete_details: null,
    output: [],
    usage: null,
  };
  return {
    open: () =>
      items.event("response.created", { response }) + items.event("response.in_progress", { response }),
    delta: (delta) => (isSummary ? "" : shown(delta)),
    keepAlive: () => items.event("response.in_progress", { response: { ...response, output: items.output } }),
    close(reply: CallReply): string {
      const type = isIncomplete(reply) ? "response.incomplete" : "response.completed";
      return ending(reply) + items.event(type, { response: responseObject(reply, request) });
    },
  };
}
