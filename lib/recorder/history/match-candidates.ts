import type { EchoRules } from "@/lib/core/message/echo-tolerances";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import { type Echo, readEcho } from "@/lib/core/message/read-echo";
import { sameSpelling } from "@/lib/core/message/same-spelling";
import { saysNothing } from "@/lib/core/message/says-nothing";
import { echoRules } from "./echo-rules";
import { isLost, type TreeNode } from "./tree-node";

/** How a call's history is compared with what is held. */
export interface MatchRules extends Pick<EchoRules, "client" | "forgiven"> {
  readonly matcher: "exact" | "echo";
}

/** One way on: a child that the next message, or the next two, stand for. */
export interface Candidate extends Echo {
  readonly node: TreeNode;
}

function candidateOf(
  node: TreeNode,
  message: Message,
  next: Message | undefined,
  rules: MatchRules,
): Candidate | null {
  if (rules.matcher === "echo" && provesNothing(node, message)) return null;
  if (sameSpelling(node.message, message)) return { node, consumed: 1, tolerances: [] };
  if (rules.matcher === "exact" || node.turn === null) {
    const isSame = messageIdentity(node.message) === messageIdentity(message);
    return isSame ? { node, consumed: 1, tolerances: [] } : null;
  }
  const echo = readEcho(node.message, message, next, echoRules(node.turn.recorded, rules));
  return echo === null ? null : { node, ...echo };
}

/** Words are what shows that an answer arrived; the reasoning alone does if the answer did not break off. */
function provesNothing(node: TreeNode, message: Message): boolean {
  if (!isLost(node) || !saysNothing(message)) return false;
  const reason = node.turn?.recorded.finishReason;
  return reason === "abort" || reason === "error" || !message.reasoning_content;
}

function firstCallId(message: Message): string | undefined {
  return message.tool_calls?.[0]?.id;
}

/**
 * The children of a node that the message at a position may be. A tool call's id names the turn that made it. It
 * narrows the choice to that turn's answer if it is among the children, and is no evidence for anything else.
 */
export function matchCandidates(
  children: readonly TreeNode[],
  messages: readonly Message[],
  position: number,
  rules: MatchRules,
): readonly Candidate[] {
  const message = messages[position];
  if (message === undefined) return [];
  const next = messages[position + 1];
  const candidates = children.flatMap((child) => candidateOf(child, message, next, rules) ?? []);
  const id = firstCallId(message) ?? (next === undefined ? undefined : firstCallId(next));
  const named = candidates.filter(({ node }) => id !== undefined && firstCallId(node.message) === id);
  return named.length > 0 ? named : candidates;
}
