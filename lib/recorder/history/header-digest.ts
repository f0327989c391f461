import { createHash } from "node:crypto";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { CallRequest } from "@/lib/wire/protocol";

/**
 * SHA-256, hex, of the head of every prompt of a chain: the leading system messages, the tools as the template spells
 * them, its arguments, and the model that is asked.
 *
 * @param model Null for that of the settings. What another sampled is no part of this one's chain, even if they share a
 * tokenizer.
 */
export function headerDigest(
  call: Pick<CallRequest, "messages" | "tools" | "templateArguments">,
  model: string | null,
): string {
  const firstOther = call.messages.findIndex((message) => message.role !== "system");
  const system = call.messages.slice(0, firstOther === -1 ? undefined : firstOther).map(messageIdentity);
  return createHash("sha256")
    .update(stringifyJson([system, call.tools, call.templateArguments, ...(model === null ? [] : [model])]))
    .digest("hex");
}
