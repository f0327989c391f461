import type { Message } from "@/lib/core/message/message";
import { sameSpelling } from "@/lib/core/message/same-spelling";
import type { AcceptedRewrite } from "@/lib/core/recording/turn";
import type { LeftOut, MatchedCall } from "./match-call";
import type { Match } from "./walk-history";

const LEFT_OUT = "answer without words left out";

/**
 * The tolerances that a match has used, with both spellings; two messages that stand for one answer name it twice.
 * A message that was left out is held as nothing.
 */
export function acceptedRewrites({ match, messages, leftOut }: MatchedCall): readonly AcceptedRewrite[] {
  const ofAnswers = match.steps.flatMap(({ node, position, consumed, tolerances }) => {
    if (tolerances.length === 0) return [];
    return messages.slice(position, position + consumed).map((echoed, part) => ({
      messageIndex: position + part,
      turnIndex: node.turn?.recorded.index ?? null,
      tolerance: tolerances.join(", "),
      held: node.message,
      echoed,
    }));
  });
  const ofRemnants = leftOut.map(({ messageIndex, message }): AcceptedRewrite => {
    return { messageIndex, turnIndex: null, tolerance: LEFT_OUT, held: null, echoed: message };
  });
  return [...ofAnswers, ...ofRemnants];
}

/** Rewrites of a call's messages as they came, at the places that these have once some are left out. */
export function movedRewrites(
  rewrites: readonly AcceptedRewrite[],
  leftOut: readonly LeftOut[],
): readonly AcceptedRewrite[] {
  const places = leftOut.map(({ messageIndex }, before) => messageIndex + before);
  return rewrites.map((rewrite) => {
    const before = places.filter((place) => place < rewrite.messageIndex).length;
    return { ...rewrite, messageIndex: rewrite.messageIndex - before };
  });
}

/**
 * The call's messages, each replaced by one that is held and spelled alike, so that one object serves all turns. A
 * message that the client spells otherwise than the model stays as it came, since it is rendered so. The turn before
 * came with the same message, and holds it.
 */
export function sharedMessages({ steps }: Match, messages: readonly Message[]): readonly Message[] {
  const onPath = new Map(steps.map(({ node, position }) => [position, node.message]));
  const before = steps.findLast(({ node }) => node.turn !== null)?.node.turn?.recorded.promptMessages ?? [];
  return messages.map((message, at) => {
    const held = [onPath.get(at), before[at]];
    return held.find((one) => one !== undefined && sameSpelling(one, message)) ?? message;
  });
}
