import type { Message } from "@/lib/core/message/message";
import type { ToldCall } from "./told-call";

/** A client says what a model is to be in the first sentences of a system text; what follows is for another use. */
const ROLE_CHARACTERS = 600;

/** An order stands at the head or at the end of a message that holds much else. */
const ORDER_CHARACTERS = 4000;

/** A text on one line, with single spaces. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

type Texts = Pick<ToldCall, "messages">;

/** A dozen rules look at the same text of a call: it is made once for its list of messages. */
function onceFor(text: (call: Texts) => string): (call: Texts) => string {
  const made = new WeakMap<readonly Message[], string>();
  return (call) => {
    const known = made.get(call.messages) ?? text(call);
    made.set(call.messages, known);
    return known;
  };
}

function textOf(message: Message | undefined): string {
  return message?.content ?? "";
}

/** The first sentences of the system text. */
export const roleText = onceFor(({ messages }) => {
  const system = messages.filter(({ role }) => role === "system").map(textOf);
  return plain(system.join("\n").slice(0, ROLE_CHARACTERS));
});

/**
 * The last message, where a user speaks; empty where a tool does or the model is to go on. Claude Code puts notes of the
 * system behind what the user says.
 */
export const orderText = onceFor(({ messages }) => {
  const last = messages.findLast(({ role }) => role !== "system");
  if (last?.role !== "user") return "";
  const text = textOf(last);
  if (text.length <= 2 * ORDER_CHARACTERS) return plain(text);
  return plain(`${text.slice(0, ORDER_CHARACTERS)}\n${text.slice(-ORDER_CHARACTERS)}`);
});

/** The only message beside those of the system, where it is a user's; null elsewhere. */
export function onlyQuestion({ messages }: Texts): string | null {
  const [question, ...others] = messages.filter(({ role }) => role !== "system");
  return question?.role === "user" && others.length === 0 ? plain(textOf(question)) : null;
}

export function hasAnswers({ messages }: ToldCall): boolean {
  return messages.some(({ role }) => role === "assistant");
}

export function hasSystemText({ messages }: ToldCall): boolean {
  return messages.some((message) => message.role === "system" && textOf(message).trim() !== "");
}

/** Longer evidence than this is cut. */
const LONGEST_EVIDENCE = 200;

/** What a pattern finds in a text, for people to read; null when it finds nothing. */
export function wordsFound(text: string, pattern: RegExp): string | null {
  const found = pattern.exec(text)?.[0];
  return found === undefined ? null : `"${found.slice(0, LONGEST_EVIDENCE)}"`;
}

/** Something of the session that one of the messages quotes; null when none does. */
export function sessionQuote({ messages, session }: ToldCall): string | null {
  for (const { role, content } of messages) {
    const quote = role === "assistant" || !content ? null : session.quotedIn(content);
    if (quote !== null) return `"${plain(quote).slice(0, LONGEST_EVIDENCE)}"`;
  }
  return null;
}
