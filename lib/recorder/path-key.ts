import { createHash } from "node:crypto";
import type { Message } from "@/lib/core/message";
import { messageIdentity } from "@/lib/core/message-identity";

/**
 * Keys of every prefix of a list of messages: `keys[n]` stands for the first `n + 1` messages, and two equal prefixes
 * have equal keys. Linear in the length of the text.
 */
export function pathKeys(messages: readonly Message[]): string[] {
  let above = "";
  return messages.map((message) => {
    above = createHash("sha256").update(above).update(messageIdentity(message)).digest("base64");
    return above;
  });
}
