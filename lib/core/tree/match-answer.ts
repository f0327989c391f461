import { type ClientName, echoTolerances } from "@/lib/core/message/echo-tolerances";
import { joinSplitAnswer } from "@/lib/core/message/join-split-answer";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { PromptSource } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { FoldNode } from "./fold-node";

/** The answer that a prompt's messages stand for, and how many of them do. */
export interface MatchedAnswer {
  readonly node: FoldNode;
  readonly consumed: 1 | 2;
}

interface AnswerCandidate extends MatchedAnswer {
  readonly tolerances: number;
}

/** All that may decide between answers that match alike. */
export interface AnswerEvidence {
  readonly turn: Turn;
  readonly turns: readonly Turn[];
  readonly prompts: PromptSource | null;
}

/**
 * The child that the message at a position echoes, under the `echo` matcher: among the node's generated children, one
 * that the recorder accepted when it took the call, one that is equal, or one that differs only in what the client is
 * known to do. Null if there is none. Where several match, tokens decide first: the answer that the prompt's ids go on
 * from; then the fewest tolerances, delivery, the same sub-agent, the latest.
 */
export function matchAnswer(
  parent: FoldNode,
  position: number,
  evidence: AnswerEvidence,
): MatchedAnswer | null {
  const { turn } = evidence;
  const message = turn.promptMessages[position];
  if (message?.role !== "assistant") return null;
  const answers = parent.children.filter((child) => child.generated);
  const accepted = acceptedAnswer(answers, turn, position);
  if (accepted !== null) return accepted;
  const next = turn.promptMessages[position + 1];
  const candidates = answers.flatMap((node) => candidateOf(node, message, next, clientOf(turn)) ?? []);
  const [first, ...rivals] = candidates;
  if (first === undefined) return null;
  if (rivals.length === 0) return first;
  return candidates.reduce((best, other) =>
    compare(rank(other, evidence), rank(best, evidence)) > 0 ? other : best,
  );
}

/** What the recorder forgave is a fact of the turn, whatever is forgiven today. */
function acceptedAnswer(answers: readonly FoldNode[], turn: Turn, position: number): MatchedAnswer | null {
  const turnAt = (index: number) =>
    turn.acceptedRewrites.find((one) => one.messageIndex === index && one.turnIndex !== null)?.turnIndex;
  const named = turnAt(position);
  const node = answers.find(({ turnIndex }) => turnIndex !== null && turnIndex === named);
  if (node === undefined) return null;
  return { node, consumed: turnAt(position + 1) === named ? 2 : 1 };
}

function candidateOf(
  node: FoldNode,
  message: Message,
  next: Message | undefined,
  client: ClientName,
): AnswerCandidate | null {
  if (node.message === null) return null;
  if (messageIdentity(node.message) === messageIdentity(message)) return { node, consumed: 1, tolerances: 0 };
  const whole = joinSplitAnswer(message, next);
  const asOne = whole === null ? null : echoTolerances(node.message, whole, client);
  if (asOne !== null) return { node, consumed: 2, tolerances: 1 + asOne.length };
  const used = echoTolerances(node.message, message, client);
  return used === null ? null : { node, consumed: 1, tolerances: used.length };
}

function rank(
  { node, tolerances }: AnswerCandidate,
  { turn, turns, prompts }: AnswerEvidence,
): readonly number[] {
  const answer = turns[(node.turnIndex ?? 0) - 1];
  if (answer === undefined) return [];
  const sequence = (prompts?.length(answer.index) ?? 0) + answer.outputIds.length;
  const isContinued = prompts !== null && prompts.commonPrefix(answer.index, turn.index) === sequence;
  return [
    Number(isContinued),
    -tolerances,
    Number(answer.delivery === "delivered"),
    Number(answer.subAgent === turn.subAgent),
    answer.index,
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const CLIENTS: Readonly<Record<ClientName, ClientName>> = {
  "claude-code": "claude-code",
  codex: "codex",
  opencode: "opencode",
  "qwen-code": "qwen-code",
  pi: "pi",
  "ai-sdk": "ai-sdk",
  "openai-sdk": "openai-sdk",
  unknown: "unknown",
};

const CLIENTS_BY_NAME: ReadonlyMap<unknown, ClientName> = new Map(Object.entries(CLIENTS));

function clientOf({ facts }: Turn): ClientName {
  return CLIENTS_BY_NAME.get(facts.client) ?? "unknown";
}
