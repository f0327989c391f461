import { echoTolerances } from "@/lib/core/message/echo-tolerances";
import { isRemnant } from "@/lib/core/message/is-remnant";
import type { Message } from "@/lib/core/message/message";
import { orderSplitAnswers } from "@/lib/core/message/order-split-answers";
import { echoRules } from "./echo-rules";
import type { HistoryTree } from "./history-tree";
import type { Caller, Match } from "./walk-history";

/** A message that is not shown to the model, since nothing was said in it. */
export interface LeftOut {
  /** Position of the message that follows it, in the messages that are shown. */
  readonly messageIndex: number;
  readonly message: Message;
  /** The lost turn whose reasoning it holds; null when it holds none. */
  readonly turn: number | null;
}

/** A call's messages in the order in which they were said, and how far they are known. */
export interface MatchedCall {
  readonly messages: readonly Message[];
  readonly match: Match;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Routes a call's messages in the session's tree. Codex gives an answer's text back after the results of its tool
 * calls. It is put back where the call's id names an answer that the halves echo, and that answer is on the path.
 * Anywhere else the client's order stands. Under `echo` the wordless rest of a lost answer is left out. So the second
 * answer goes on from the same prompt as the first.
 */
export function matchCall(
  tree: HistoryTree,
  head: string,
  messages: readonly Message[],
  caller: Caller,
): MatchedCall {
  const ordered = matchInOrder(tree, head, messages, caller);
  const leftOut = caller.matcher === "echo" ? findRemnants(ordered) : [];
  if (leftOut.length === 0) return { ...ordered, leftOut };
  const without = new Set(leftOut.map(({ message }) => message));
  const kept = ordered.messages.filter((message) => !without.has(message));
  return { messages: kept, match: tree.match(head, kept, caller), leftOut };
}

type OrderedCall = Pick<MatchedCall, "messages" | "match">;

function matchInOrder(
  tree: HistoryTree,
  head: string,
  messages: readonly Message[],
  caller: Caller,
): OrderedCall {
  const inOrder = (given: readonly Message[]) => ({
    messages: given,
    match: tree.match(head, given, caller),
  });
  if (caller.matcher !== "echo" || caller.client !== "codex") return inOrder(messages);
  const ordered = orderSplitAnswers(messages, (joined) => isHeld(tree, joined, caller));
  const matched = inOrder(ordered);
  const joinedIds = new Set(
    matched.match.steps.flatMap(({ node, consumed }) =>
      consumed === 2 ? (firstCallId(node.message) ?? []) : [],
    ),
  );
  const kept = orderSplitAnswers(messages, (joined) => joinedIds.has(firstCallId(joined) ?? ""));
  return kept.every((message, at) => message === ordered[at]) ? matched : inOrder(kept);
}

/** Those that the walk passed over, and empty ones among the messages that are new. */
function findRemnants({ messages, match }: OrderedCall): LeftOut[] {
  const turns = new Map(match.remnants.map(({ position, turn }) => [position, turn]));
  const found: LeftOut[] = [];
  for (const [position, message] of messages.entries()) {
    const isNew = position >= match.depth && isRemnant(message, []);
    const turn = isNew ? null : turns.get(position);
    if (turn !== undefined) found.push({ messageIndex: position - found.length, message, turn });
  }
  return found;
}

/** Whether the answer that made the first call is this message, but for what the client is known to do. */
function isHeld(tree: HistoryTree, joined: Message, caller: Caller): boolean {
  const turn = tree.turnOfCall(firstCallId(joined) ?? "");
  const answer = turn?.responseMessage;
  return Boolean(turn && answer?.content && echoTolerances(answer, joined, echoRules(turn, caller)) !== null);
}

function firstCallId({ tool_calls: calls }: Message): string | undefined {
  return calls?.[0]?.id;
}
