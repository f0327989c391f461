import type { Message } from "@/lib/core/message/message";
import type { Turn } from "./turn";

/** Facts, settings and the objects that hold a turn together; measured with Node 20 over recorded sessions. */
const TURN_BYTES = 3_000;

/** A message's object and its place in a tree. */
const MESSAGE_BYTES = 400;

/**
 * About how much memory a turn takes without the text of its messages, which the turns of a session share.
 *
 * @returns bytes.
 */
export function turnBytes({ outputIds, outputLogProbs, promptMessages, messageStarts }: HeldTurn): number {
  const numbers = outputIds.byteLength + (outputLogProbs?.byteLength ?? 0);
  return TURN_BYTES + numbers + (promptMessages.length + messageStarts.length) * 8;
}

type HeldTurn = Pick<Turn, "outputIds" | "outputLogProbs" | "promptMessages" | "messageStarts">;

/** The same of a message: its words, two bytes each character. */
export function messageBytes({ content, reasoning_content: reasoning, tool_calls: calls }: Message): number {
  let characters = (content?.length ?? 0) + (reasoning?.length ?? 0);
  for (const { arguments_text: text } of calls ?? []) characters += text?.length ?? MESSAGE_BYTES;
  return MESSAGE_BYTES + characters * 2;
}
