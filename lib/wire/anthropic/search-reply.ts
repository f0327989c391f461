import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { serverSentEvent } from "@/lib/wire/shared/server-sent-event";
import { anthropicUsage } from "./anthropic-reply-parts";

/** A search that no server here makes. */
interface UnmadeSearch {
  /** Of the reply. */
  readonly id: string;
  readonly model: string;
  readonly query: string;
  /** What the client is told in words. */
  readonly text: string;
}

/**
 * The answer to a call that asks for a web search alone, in the shape in which Anthropic's servers answer when they
 * have no results: the search, the error `unavailable` in the place of its results, and a sentence. Nothing was
 * sampled.
 *
 * @returns the body, as an event stream where the call asked for one.
 */
export function searchReply(search: UnmadeSearch, isStream: boolean): string {
  const { id, model, query, text } = search;
  const [use, result] = searchBlocks(id, query);
  const usage = { ...anthropicUsage(0, 0, 0), server_tool_use: { web_search_requests: 0 } };
  const message = { id, type: "message", role: "assistant", model };
  const stop = { stop_reason: "end_turn", stop_sequence: null };
  if (!isStream) {
    return stringifyJson({ ...message, content: [use, result, { type: "text", text }], ...stop, usage });
  }
  return [
    event("message_start", {
      message: { ...message, content: [], stop_reason: null, stop_sequence: null, usage },
    }),
    block(0, { ...use, input: {} }, { type: "input_json_delta", partial_json: stringifyJson({ query }) }),
    block(1, result, null),
    block(2, { type: "text", text: "" }, { type: "text_delta", text }),
    event("message_delta", { delta: stop, usage }),
    event("message_stop", {}),
  ].join("");
}

function searchBlocks(replyId: string, query: string): [use: JsonObject, result: JsonObject] {
  const id = `srvtoolu_${replyId.replace(/^msg_/, "")}`;
  const error = { type: "web_search_tool_result_error", error_code: "unavailable" };
  return [
    { type: "server_tool_use", id, name: "web_search", input: { query } },
    { type: "web_search_tool_result", tool_use_id: id, content: error },
  ];
}

function block(index: number, start: JsonObject, delta: JsonObject | null): string {
  return [
    event("content_block_start", { index, content_block: start }),
    ...(delta === null ? [] : [event("content_block_delta", { index, delta })]),
    event("content_block_stop", { index }),
  ].join("");
}

function event(type: string, fields: JsonObject): string {
  return serverSentEvent({ type, ...fields }, type);
}
