import { isMergedGeneration } from "@/lib/core/message/is-merged-generation";
import { isPartOf } from "@/lib/core/message/is-part-of";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { Turn } from "@/lib/core/recording/turn";
import { classifyMessageChange } from "./classify-drift";
import type { DriftCause } from "./drift-cause";
import type { EarlierTurns } from "./earlier-turns";
import { isCompaction } from "./is-compaction";

/** A turn that leaves a branch, and the turn of that branch that it is held against. */
export interface ForkFacts {
  readonly held: Turn;
  readonly found: Turn;
  /** How many messages the two share from the first. */
  readonly shared: number;
  /** What came before `found`. */
  readonly earlier: EarlierTurns;
}

/**
 * Names why a turn's messages leave a branch instead of going on from it. Every cause but one has its evidence on the
 * wire: a retry in what the recorder knows of it, a sub-agent in its client's name for it or in the call that handed
 * its task over, a compaction in the summary that it quotes, a rewrite in the answers that it gives back. A turn that
 * gives back none of the session's answers is a new conversation.
 *
 * @example
 * classifyFork({ held, found: { ...held, index: 2 }, shared: held.promptMessages.length, earlier }); // "new conversation"
 */
export function classifyFork({ held, found, shared, earlier }: ForkFacts): DriftCause {
  if (found.retryOf !== null) return "retry";
  if (earlier.opensSubAgent) return "sub-agent";
  const before = [...held.promptMessages, ...(held.responseMessage === null ? [] : [held.responseMessage])];
  const after = found.promptMessages;
  const [heldMessage, foundMessage] = [before[shared], after[shared]];
  const goesOn = earlier.echoed.length > 0 || replacesAnswer(before, after);
  if (foundMessage === undefined) return goesOn ? "sampled again" : openingCause(found, earlier);
  if (isMergedGeneration(before.slice(shared), foundMessage)) return "merged generations";
  const [lost, added] = [before.slice(shared), after.slice(shared)];
  if (isCompaction(found, lost, added, earlier.summaries)) return "compaction";
  if (!goesOn) return openingCause(found, earlier);
  if (found.headerDigest !== held.headerDigest || !sameSystem(before, after)) return "header changed";
  if (heldMessage === undefined) return "rewritten";
  const isCut = heldMessage === held.responseMessage && held.delivery !== "delivered";
  if (isCut && isPartOf(foundMessage, heldMessage)) return "truncated anchor";
  return classifyMessageChange(heldMessage, foundMessage) ?? "rewritten";
}

/** Why a conversation begins that gives back nothing of those before it. */
function openingCause(found: Turn, { isHandedOver }: EarlierTurns): DriftCause {
  return isHandedOver || saysSubAgent(found) ? "sub-agent" : "new conversation";
}

/** Clients that say in a header that a sub-agent calls, without naming it. */
function saysSubAgent({ clientHeaders }: Turn): boolean {
  const claude = clientHeaders?.["x-claude-code-request-class"];
  const copilot = clientHeaders?.["x-interaction-type"];
  return claude === "subagent" || claude === "workflow" || copilot === "conversation-subagent";
}

/** Whether the conversations are one up to an answer, in whose place the other has something else. */
function replacesAnswer(before: readonly Message[], after: readonly Message[]): boolean {
  const [held, found] = [withoutLeadingSystem(before), withoutLeadingSystem(after)];
  let shared = 0;
  for (const message of found) {
    const other = held[shared];
    if (other === undefined || messageIdentity(other) !== messageIdentity(message)) break;
    shared++;
  }
  return shared > 0 && held[shared]?.role === "assistant" && found[shared] !== undefined;
}

function sameSystem(before: readonly Message[], after: readonly Message[]): boolean {
  const [held, found] = [before, after].map((messages) =>
    messages.slice(0, messages.length - withoutLeadingSystem(messages).length).map(messageIdentity),
  );
  return held?.join() === found?.join();
}

function withoutLeadingSystem(messages: readonly Message[]): readonly Message[] {
  const firstOther = messages.findIndex(({ role }) => role !== "system");
  return firstOther < 0 ? [] : messages.slice(firstOther);
}
