import type { Message } from "@/lib/core/message/message";

/** A message that was changed so that a template takes it: where it stands now, and what the client sent. */
export interface FoldedMessage {
  /** Position in the folded list. */
  readonly messageIndex: number;
  readonly held: Message;
  readonly echoed: Message;
}

function reminder(message: Message): string {
  return `<system-reminder>\n${message.content ?? ""}\n</system-reminder>`;
}

function append(message: Message, text: string): Message {
  const content = message.content ?? "";
  return { ...message, content: content === "" ? text : `${content}\n${text}` };
}

/**
 * Puts system messages past the first into the neighbouring user message as `<system-reminder>`, the way Claude
 * Code does it for models that take none: into the user message before it, else into one of its own. Order is
 * kept. For templates that refuse a system message in the middle; each change is returned, to be recorded.
 *
 * @example
 * foldSystemMessages([{ role: "user", content: "q" }, { role: "system", content: "s" }]).messages;
 * // [{ role: "user", content: "q\n<system-reminder>\ns\n</system-reminder>" }]
 */
export function foldSystemMessages(messages: readonly Message[]): {
  readonly messages: readonly Message[];
  readonly folded: readonly FoldedMessage[];
} {
  const kept: Message[] = [];
  const folded: FoldedMessage[] = [];
  messages.forEach((message, position) => {
    if (message.role !== "system" || position === 0) {
      kept.push(message);
      return;
    }
    const before = kept.at(-1);
    const held =
      before?.role === "user"
        ? append(before, reminder(message))
        : ({ role: "user", content: reminder(message) } as const);
    if (before?.role === "user") kept.pop();
    kept.push(held);
    folded.push({ messageIndex: kept.length - 1, held, echoed: message });
  });
  return { messages: kept, folded };
}
