import { CallError } from "@/lib/recorder/edge/call-error";

/**
 * How many tokens the context still holds after a prompt.
 *
 * @throws CallError with the protocol's context error, on which clients compact their history.
 */
export function contextRoom(promptTokens: number, contextTokens: number): number {
  const room = contextTokens - promptTokens;
  if (room > 0) return room;
  throw new CallError({
    status: 400,
    kind: "context_full",
    message: `This model's maximum context length is ${contextTokens} tokens, and the messages take ${promptTokens}.`,
    param: "messages",
  });
}
