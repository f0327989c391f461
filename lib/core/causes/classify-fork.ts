import { isMergedGeneration } from "@/lib/core/message/is-merged-generation";
import { isPartOf } from "@/lib/core/message/is-part-of";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { Turn } from "@/lib/core/recording/turn";
import { classifyMessageChange } from "./classify-drift";
import type { DriftCause } from "./drift-cause";
import { handsOver, openingTexts } from "./handed-task";

/** A turn that leaves a branch, and the latest turn of that branch. */
export interface ForkFacts {
  readonly held: Turn;
  readonly found: Turn;
  /** How many messages the two share from the first. */
  readonly shared: number;
  /** Answers given in the session before `found`, of auxiliary calls too: a summary is one of them. */
  readonly earlierAnswers: readonly Message[];
}

/**
 * Names why a turn's messages leave a branch instead of going on from it.
 *
 * @example
 * classifyFork({ held, found: { ...held, index: 2 }, shared: held.promptMessages.length, earlierAnswers: [] }); // "retry"
 */
export function classifyFork({ held, found, shared, earlierAnswers }: ForkFacts): DriftCause {
  const before = [...held.promptMessages, ...(held.responseMessage === null ? [] : [held.responseMessage])];
  const after = found.promptMessages;
  if (found.retryOf !== null || shared >= after.length) return "retry";
  const isFresh = before.slice(0, shared).every(isSystem);
  if (found.subAgent !== held.subAgent) return "sub-agent";
  if (!sameSystem(before, after) && isDelegated(after, earlierAnswers)) return "sub-agent";
  const [heldMessage, foundMessage] = [before[shared], after[shared]];
  if (foundMessage !== undefined && isMergedGeneration(before.slice(shared), foundMessage)) {
    return "merged generations";
  }
  if (isCompaction(before, after, shared, earlierAnswers)) return "compaction";
  if (found.headerDigest !== held.headerDigest || !sameSystem(before, after)) {
    return isFresh && !sameOpening(before, after) ? "sub-agent" : "header changed";
  }
  if (heldMessage === undefined || foundMessage === undefined) return "rewritten";
  const isCut = heldMessage === held.responseMessage && held.delivery !== "delivered";
  if (isCut && isPartOf(foundMessage, heldMessage)) return "truncated anchor";
  return classifyMessageChange(heldMessage, foundMessage) ?? "rewritten";
}

/** Whether the conversation opens with a task that an earlier answer handed to a tool. */
function isDelegated(after: readonly Message[], earlierAnswers: readonly Message[]): boolean {
  const opening = openingTexts(after);
  const calls = earlierAnswers.flatMap((answer) => answer.tool_calls ?? []);
  return calls.some((call) => handsOver(call, opening));
}

/** Shorter texts than this occur in a prompt by chance. */
const TELLING_CHARACTERS = 20;

const SAYS_SO = /compact|summar|continued from a previous/i;

/**
 * Whether a history is replaced by a shorter one that sums it up. The new one quotes an answer given elsewhere, says
 * that it is a summary, or keeps the end of the old one.
 */
function isCompaction(
  before: readonly Message[],
  after: readonly Message[],
  shared: number,
  earlierAnswers: readonly Message[],
): boolean {
  const lost = before.slice(shared);
  const added = after.slice(shared);
  if (lost.length < 2 || added.length >= lost.length) return false;
  const texts = added.filter(({ role }) => role !== "tool").map(({ content }) => content ?? "");
  const quotes = earlierAnswers.some(({ content }) => {
    const said = summaryOf(content ?? "");
    return said.length >= TELLING_CHARACTERS && texts.some((text) => text.includes(said));
  });
  const [first] = texts;
  if (quotes || (first !== undefined && SAYS_SO.test(first))) return true;
  const lostOnes = new Set(lost.map(messageIdentity));
  return added.length > 1 && added.slice(1).some((message) => lostOnes.has(messageIdentity(message)));
}

/** The part of a summary that a client takes over when it asked for one. */
function summaryOf(answer: string): string {
  const [, ...opened] = answer.split("<summary>");
  const [summary, ...closed] = opened.join("<summary>").split("</summary>");
  return (closed.length > 0 ? (summary ?? "") : answer).trim();
}

function isSystem({ role }: Message): boolean {
  return role === "system";
}

function sameSystem(before: readonly Message[], after: readonly Message[]): boolean {
  return leading(before).join() === leading(after).join();
}

function leading(messages: readonly Message[]): string[] {
  const firstOther = messages.findIndex((message) => !isSystem(message));
  return messages.slice(0, firstOther < 0 ? messages.length : firstOther).map(messageIdentity);
}

/** Whether both conversations open with the same message that is not the system's. */
function sameOpening(before: readonly Message[], after: readonly Message[]): boolean {
  const [a, b] = [before, after].map((messages) => messages.find((message) => !isSystem(message)));
  return a !== undefined && b !== undefined && messageIdentity(a) === messageIdentity(b);
}
