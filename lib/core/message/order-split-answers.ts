import { joinSplitAnswer } from "./join-split-answer";
import type { Message } from "./message";

/**
 * Puts the text of an answer back beside its tool calls where a client gave it after the calls' results. Codex over
 * Chat Completions does so until 0.57. The same shape is an ordinary history too: a call without a text, then the next
 * answer. So `isSplit` is asked whether the two halves, joined, are an answer that was given.
 *
 * @example
 * orderSplitAnswers([user, calls, result, text], () => true); // [user, calls, text, result]
 */
export function orderSplitAnswers(
  messages: readonly Message[],
  isSplit: (joined: Message) => boolean,
): readonly Message[] {
  const ordered: Message[] = [];
  for (let at = 0; at < messages.length; at++) {
    const message = messages[at];
    if (message === undefined) break;
    ordered.push(message);
    const end = endOfResults(messages, at + 1);
    const text = messages[end];
    const joined = hasCalls(message) && end > at + 1 ? joinSplitAnswer(message, text) : null;
    if (text === undefined || joined === null || !isSplit(joined)) continue;
    ordered.push(text, ...messages.slice(at + 1, end));
    at = end;
  }
  return ordered;
}

function endOfResults(messages: readonly Message[], from: number): number {
  let end = from;
  while (messages[end]?.role === "tool") end++;
  return end;
}

function hasCalls({ tool_calls: calls }: Message): boolean {
  return calls !== undefined && calls.length > 0;
}
