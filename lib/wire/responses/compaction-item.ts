import type { JsonObject } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";

/** What the model is told where a client asks for a summary that takes the place of the conversation. */
export const COMPACTION_ORDER =
  "Summarize this conversation: your summary takes its place, and nothing else of it will be there. " +
  "Keep what is needed to go on: the task and its terms, what was done and what came of it, names of files and of " +
  "other things, decisions with their reasons, what failed, and what is left to do. " +
  "Respond with text only: the summary, and no tool call.";

const SUMMARY_HEAD = "A summary takes the place of the conversation before this:\n\n";
const NO_SUMMARY = "(no summary was given)";
const MARK = "turntree-summary-";

/** How a summary stands in the prompts that follow it: a user's message that holds it word for word. */
export function summaryMessage(summary: string | null | undefined): Message & { readonly content: string } {
  const text = (summary ?? "").trim() === "" ? NO_SUMMARY : summary;
  return { role: "user", content: `${SUMMARY_HEAD}${text}` };
}

/**
 * A summary as the item that a client gives back in the place of the conversation. The item carries it, so that it is
 * good in another session and after any restart.
 */
export function compactionItem(replyId: string, summary: string | null | undefined): JsonObject {
  const encrypted = `${MARK}${Buffer.from(summary ?? "").toString("base64url")}`;
  return { id: `cmp_${replyId}`, type: "compaction", encrypted_content: encrypted };
}

/** The summary that an item of this server's carries; null for another server's. */
export function carriedSummary(encrypted: string): string | null {
  return encrypted.startsWith(MARK)
    ? Buffer.from(encrypted.slice(MARK.length), "base64url").toString()
    : null;
}

/** What users said in a conversation, without the order to summarise it and earlier summaries. */
export function keptMessages(messages: readonly Message[]): readonly Message[] {
  return messages.filter(
    ({ role, content }) =>
      role === "user" && content !== COMPACTION_ORDER && !(content ?? "").startsWith(SUMMARY_HEAD),
  );
}
