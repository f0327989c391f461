import type { Message } from "@/lib/core/message";
import type { AcceptedRewrite } from "@/lib/core/turn";
import { sameSpelling } from "./same-spelling";
import type { Match } from "./session-tree";

/** The tolerances that a match has used, with both spellings; two messages that stand for one answer name it twice. */
export function acceptedRewrites(match: Match, messages: readonly Message[]): readonly AcceptedRewrite[] {
  return match.steps.flatMap(({ node, position, consumed, tolerances }) => {
    if (tolerances.length === 0) return [];
    return messages.slice(position, position + consumed).map((echoed, part) => ({
      messageIndex: position + part,
      turnIndex: node.turn?.facts.index ?? null,
      tolerance: tolerances.join(", "),
      held: node.message,
      echoed,
    }));
  });
}

/** The call's messages, each replaced by the held one where they are spelled alike, so that one object serves all turns. */
export function sharedMessages(match: Match, messages: readonly Message[]): readonly Message[] {
  const shared = [...messages];
  for (const { node, position } of match.steps) {
    const message = messages[position];
    if (message !== undefined && sameSpelling(node.message, message)) shared[position] = node.message;
  }
  return shared;
}
