import type { EchoRules } from "@/lib/core/message/echo-tolerances";
import { knownClient } from "@/lib/core/message/known-client";
import { type Echo, readEcho } from "@/lib/core/message/read-echo";
import type { PromptSource } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { FoldNode } from "./fold-node";
import { type AnswerStanding, pickAnswer } from "./pick-answer";

/** The answer that a prompt's messages stand for, and how many of them do. */
export interface MatchedAnswer extends Pick<Echo, "consumed"> {
  readonly node: FoldNode;
}

interface AnswerCandidate extends Echo {
  readonly node: FoldNode;
}

/** The facts that may decide between answers that match alike. */
export interface AnswerEvidence {
  readonly turn: Turn;
  readonly turns: readonly Turn[];
  readonly prompts: PromptSource | null;
}

/**
 * The generated child of a node that the message at a position echoes, under the `echo` matcher. The recorder accepted
 * it when it took the call, or it is equal, or it differs only in ways that the client is known for. Null if there is
 * none. Where several match, `pickAnswer` decides: the deepest is the one that the prompt's ids go on from.
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
  const candidates = answers.flatMap((node): readonly AnswerCandidate[] => {
    const echo =
      node.message === null ? null : readEcho(node.message, message, next, rulesFor(node, evidence));
    return echo === null ? [] : [{ node, ...echo }];
  });
  const [first, ...rivals] = candidates;
  if (first === undefined) return null;
  return pickAnswer([first, ...rivals], (candidate) => standingOf(candidate, evidence));
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

function standingOf(
  { node, tolerances }: AnswerCandidate,
  { turn, turns, prompts }: AnswerEvidence,
): AnswerStanding {
  const turnIndex = node.turnIndex ?? 0;
  const answer = turns[turnIndex - 1];
  const sequence = (prompts?.length(turnIndex) ?? 0) + (answer?.outputIds.length ?? 0);
  return {
    reach: Number(prompts?.commonPrefix(turnIndex, turn.index) === sequence),
    tolerances: tolerances.length,
    isDelivered: answer?.delivery === "delivered",
    isSameSubAgent: answer?.subAgent === turn.subAgent,
    turnIndex,
  };
}

/** What is forgiven by a setting alone is told by the turn, as an accepted rewrite. */
function rulesFor({ turnIndex }: FoldNode, { turn, turns }: AnswerEvidence): EchoRules {
  const answer = turns[(turnIndex ?? 0) - 1];
  return {
    client: knownClient(turn.client),
    forgiven: [],
    tools: answer?.tools ?? null,
    matchedStop: answer?.matchedStop ?? null,
  };
}
