import { echoTolerances } from "@/lib/core/echo-tolerances";
import type { Message } from "@/lib/core/message";
import { orderSplitAnswers } from "@/lib/core/order-split-answers";
import type { Caller, Match, SessionTree } from "./session-tree";

/** A call's messages in the order in which they were said, and how far they are known. */
export interface MatchedCall {
  readonly messages: readonly Message[];
  readonly match: Match;
}

/**
 * Routes a call's messages in the session's tree. Codex gives an answer's text back after the results of its tool
 * calls; it is put back where the call's id names an answer that the halves echo and that answer is on the path.
 * Anywhere else the client's order stands.
 */
export function matchCall(
  tree: SessionTree,
  head: string,
  messages: readonly Message[],
  caller: Caller,
): MatchedCall {
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

/** Whether the answer that made the first call is this message, but for what the client is known to do. */
function isHeld(tree: SessionTree, joined: Message, { client }: Caller): boolean {
  const answer = tree.answerOfCall(firstCallId(joined) ?? "");
  return answer !== null && Boolean(answer.content) && echoTolerances(answer, joined, client) !== null;
}

function firstCallId({ tool_calls: calls }: Message): string | undefined {
  return calls?.[0]?.id;
}
