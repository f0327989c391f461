import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";

/** How a history says of itself that another was summed up in it. An order to sum something up is none. */
const SAYS_SO =
  /\b(?:conversation|history|session|context)\b.{0,120}?\b(?:was|were|has been|have been|been|being) (?:compacted|summari[sz]ed|condensed|truncated|continued from)\b|\bcontinued from a previous\b|\bsummary of (?:the|our|this|what)\b.{0,40}?\b(?:conversation|session|history|work|happened)\b|<summary>/i;

/** The summary that takes a history's place opens the new one; what is said so far below is the conversation's. */
const OPENING_CHARACTERS = 2000;

/**
 * Whether a history is replaced by one that sums it up. The client says so in a header, the new history quotes a
 * summary that the session asked for, however long it is, or it is shorter and says of itself that it is a summary.
 *
 * @param lost The messages of the branch that is left, from where the two part.
 * @param added Those of the new history, from there.
 * @param summaries What the summaries of the session said.
 */
export function isCompaction(
  found: Turn,
  lost: readonly Message[],
  added: readonly Message[],
  summaries: readonly string[],
): boolean {
  if (typeof found.clientHeaders?.["x-claude-code-context-compacted"] === "string") return true;
  const texts = added.flatMap(({ role, content }) => (role === "tool" || !content ? [] : [content]));
  if (summaries.some((summary) => texts.some((text) => text.includes(summary)))) return true;
  const hasAnswer = lost.some(({ role }) => role === "assistant");
  if (!hasAnswer || lost.length < 2 || added.length >= lost.length) return false;
  const opening = added.find(({ role }) => role !== "system")?.content ?? "";
  return SAYS_SO.test(opening.slice(0, OPENING_CHARACTERS).replace(/\s+/g, " "));
}
