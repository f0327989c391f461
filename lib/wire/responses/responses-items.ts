import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { ToolCall } from "@/lib/core/message/message";
import type { CallReply, CallRequest, ToldLogProb } from "@/lib/wire/protocol";
import { compactionItem } from "./compaction-item";
import type { ToolOrigin } from "./responses-tools";

const originsSchema = z.record(
  z.string(),
  z.union([
    z.object({ kind: z.literal("function"), name: z.string(), namespace: z.string().optional() }),
    z.object({ kind: z.literal("custom"), name: z.string() }),
  ]),
);

const freeTextSchema = z.object({ input: z.string() });

/** How tools stand on the wire, by the names that the model is shown, where those differ. */
export function toolOrigins(facts: JsonObject): Readonly<Record<string, ToolOrigin>> {
  const origins = originsSchema.safeParse(facts.tool_origins);
  return origins.success ? origins.data : {};
}

/** How a call's tool stands on the wire, from what was noted when the request was read. */
function originOf(name: string, request: Pick<CallRequest, "facts">): ToolOrigin {
  return toolOrigins(request.facts)[name] ?? { kind: "function", name };
}

/** Reasoning as an item. Clients that keep no state send it back only when it carries something encrypted. */
export function reasoningItem(replyId: string, text: string): JsonObject {
  return {
    id: `rs_${replyId}`,
    type: "reasoning",
    summary: text === "" ? [] : [{ type: "summary_text", text }],
    encrypted_content: `turntree-${replyId}`,
  };
}

/** A part of visible text. */
export function textPart(text: string, logProbs: JsonValue = []): JsonObject {
  return { type: "output_text", text, annotations: [], logprobs: logProbs };
}

/** Visible text as an item; `null` text is that of an item which has only begun. */
export function messageItem(replyId: string, text: string | null, logProbs: JsonValue = []): JsonObject {
  return {
    id: `msg_${replyId}`,
    type: "message",
    status: text === null ? "in_progress" : "completed",
    role: "assistant",
    content: text === null ? [] : [textPart(text, logProbs)],
  };
}

/** A call as an item: of a function, in its namespace if it has one, or of a custom tool with its free text. */
export function callItem(call: ToolCall, request: Pick<CallRequest, "facts">): JsonObject {
  const origin = originOf(call.function.name, request);
  const callId = call.id ?? "";
  if (origin.kind === "custom") {
    const free = freeTextSchema.safeParse(call.function.arguments);
    return {
      id: `ctc_${callId}`,
      type: "custom_tool_call",
      status: "completed",
      call_id: callId,
      name: origin.name,
      input: free.success ? free.data.input : argumentsText(call),
    };
  }
  return {
    id: `fc_${callId}`,
    type: "function_call",
    status: "completed",
    call_id: callId,
    name: origin.name,
    ...(origin.namespace === undefined ? {} : { namespace: origin.namespace }),
    arguments: argumentsText(call),
  };
}

/** Log-probs of a text part, in nats, one entry per sampled token. */
export function responsesLogProbs(reply: CallReply): JsonValue {
  return (reply.logProbs ?? []).map(({ top, ...token }) => ({ ...told(token), top_logprobs: top.map(told) }));
}

function told({ token, bytes, logProb }: ToldLogProb): JsonObject {
  return { token, bytes, logprob: Number.isFinite(logProb) ? logProb : -9999 };
}

/** The items of a whole answer: reasoning, text, calls, each only if there is some. A summary is one item. */
export function outputItems(
  reply: CallReply,
  request: Pick<CallRequest, "facts" | "responseState">,
): readonly JsonObject[] {
  const { content, reasoning_content: reasoning, tool_calls: calls = [] } = reply.message;
  if (request.responseState?.compacted) return [compactionItem(reply.id, content)];
  return [
    ...(reasoning ? [reasoningItem(reply.id, reasoning)] : []),
    ...(content ? [messageItem(reply.id, content, responsesLogProbs(reply))] : []),
    ...calls.map((call) => callItem(call, request)),
  ];
}
