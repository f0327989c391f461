import { type EchoRules, echoTolerances } from "./echo-tolerances";
import { joinSplitAnswer } from "./join-split-answer";
import type { Message } from "./message";
import { messageIdentity } from "./message-identity";
import { takeReasoningText } from "./take-reasoning-text";

/** How an answer came back. */
export interface Echo {
  /** Messages that stand for it: some clients give text and calls back apart, or the reasoning before both. */
  readonly consumed: 1 | 2;
  /** What must be forgiven; empty when nothing. */
  readonly tolerances: readonly string[];
}

const SPLIT = "text and tool calls split";
const AS_TEXT = "reasoning given as text";

/**
 * Reads a message, alone or with the next one, as the echo of an answer; null when it is none. An equal one is the
 * echo whatever follows it.
 *
 * @example
 * readEcho({ role: "assistant", content: "Hi. " }, { role: "assistant", content: "Hi." }, undefined, rules);
 * // { consumed: 1, tolerances: ["white space"] }
 */
export function readEcho(
  held: Message,
  echoed: Message,
  next: Message | undefined,
  rules: EchoRules,
): Echo | null {
  if (messageIdentity(held) === messageIdentity(echoed)) return { consumed: 1, tolerances: [] };
  const pairs = [
    { whole: joinSplitAnswer(echoed, next), name: SPLIT },
    { whole: joinReasoning(held, echoed, next), name: AS_TEXT },
  ];
  for (const { whole, name } of pairs) {
    const asOne = whole === null ? null : echoTolerances(held, whole, rules);
    if (asOne !== null) return { consumed: 2, tolerances: [name, ...asOne] };
  }
  const tolerances = echoTolerances(held, echoed, rules);
  return tolerances === null ? null : { consumed: 1, tolerances };
}

/** The rest of an answer whose reasoning came before it as a message of its own; null where it is not that. */
function joinReasoning(held: Message, first: Message, second: Message | undefined): Message | null {
  const reasoning = takeReasoningText(first);
  const isAlone = reasoning !== null && !reasoning.content && (first.tool_calls ?? []).length === 0;
  if (!isAlone || second?.role !== "assistant" || second.reasoning_content) return null;
  const said = (held.reasoning_content ?? "").trim();
  return (reasoning.reasoning_content ?? "").trim() === said
    ? { ...second, reasoning_content: held.reasoning_content ?? "" }
    : null;
}
