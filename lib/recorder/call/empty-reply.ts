import { stringifyJson } from "@/lib/core/json/stringify-json";
import { mintReplyId } from "@/lib/recorder/answer/mint-ids";
import { failureOf } from "@/lib/recorder/edge/failure-of";
import type { CallInFlight } from "@/lib/recorder/session/call-in-flight";
import type { CallReply, CallRequest, Protocol } from "@/lib/wire/protocol";

/**
 * What a full context answers by setting: an empty message that stopped by length. Nothing was sampled, so no turn is
 * recorded. Null for any other failure.
 */
export function emptyReply(
  error: unknown,
  protocol: Protocol,
  request: CallRequest,
  call: CallInFlight,
): Response | null {
  if (!(error instanceof Error) || failureOf(error).kind !== "context_full") return null;
  const created = Math.floor(call.receivedAt / 1000);
  const id = mintReplyId(request.protocol, call.key);
  const reply: CallReply = {
    id,
    model: request.model,
    created,
    message: { role: "assistant", content: "" },
    finishReason: "length",
    matchedStop: null,
    promptTokens: 0,
    reasoningTokens: 0,
    tokenIds: null,
    completionTokens: 0,
    cachedTokens: null,
    logProbs: null,
  };
  if (!request.stream) return json(stringifyJson(protocol.formatReply(reply, request)));
  const stream = protocol.openStream(request, { id, created, promptIds: new Int32Array() });
  return new Response(stream.open() + stream.close(reply), {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
    },
  });
}

function json(text: string): Response {
  return new Response(text, { headers: { "content-type": "application/json" } });
}
