import type { ProtocolName } from "@/lib/wire/protocol";

const REPLY_PREFIX: Record<ProtocolName, string> = {
  openai_chat: "chatcmpl-",
  openai_responses: "resp_",
  anthropic_messages: "msg_",
};

/** The id of a reply, in its protocol's spelling. */
export function mintReplyId(protocol: ProtocolName, callKey: string): string {
  return `${REPLY_PREFIX[protocol]}${callKey}`;
}

/**
 * The id of a tool call: unique over all sessions, and naming the call of the model that made it. A turn has no index
 * yet when a stream shows the id, so the id names the call's key. The turn's facts hold the same key.
 */
export function mintToolCallId(callKey: string, index: number): string {
  return `call_${callKey}_${index}`;
}
