import { hashText } from "@/lib/core/base/hash-text";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";

/** The id that stands for "no parent" when a root's id is made. */
export const ROOT_ID = "";

const contentHashes = new WeakMap<Message, string>();

/** Ids of first siblings, by message and parent: a tree is derived again whenever a setting moves. */
const firstIds = new WeakMap<Message, Map<string, string>>();

/**
 * The id of a message node: a hash of its path. `ordinal` counts equal siblings from 0, so that two answers with
 * the same words keep two ids. An answer that could not be read as a message has `null`.
 *
 * @example
 * const root = nodeId(ROOT_ID, { role: "system", content: "S" }, 0);
 * nodeId(root, { role: "user", content: "hi" }, 0); // the same wherever this path occurs
 */
export function nodeId(parentId: string, message: Message | null, ordinal: number): string {
  if (message === null || ordinal > 0) return pathHash(parentId, message, ordinal);
  const ofMessage = firstIds.get(message) ?? new Map<string, string>();
  firstIds.set(message, ofMessage);
  const id = ofMessage.get(parentId) ?? pathHash(parentId, message, ordinal);
  ofMessage.set(parentId, id);
  return id;
}

function pathHash(parentId: string, message: Message | null, ordinal: number): string {
  return hashText(`${parentId}/${ordinal}/${contentHash(message)}`);
}

function contentHash(message: Message | null): string {
  if (message === null) return "unreadable";
  const known = contentHashes.get(message);
  if (known !== undefined) return known;
  const hash = hashText(messageIdentity(message));
  contentHashes.set(message, hash);
  return hash;
}
