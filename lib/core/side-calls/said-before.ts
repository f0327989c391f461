import { argumentTexts } from "@/lib/core/message/argument-texts";
import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";
import type { SessionBefore } from "./told-call";

/** Shorter texts than this occur in another by chance. */
const TELLING_CHARACTERS = 12;

/**
 * What was said in a session so far, by users and the model. A client that quotes a conversation writes its texts out
 * word for word, or as JSON, and the arguments of its calls with them.
 *
 * @example
 * const said = new SaidBefore();
 * said.add(turn);
 * said.quotedIn("User: Fix the build.\nAssistant: The build is fixed."); // "The build is fixed."
 */
export class SaidBefore implements SessionBefore {
  hasOfferedTools = false;
  readonly #messages = new Set<Message>();
  #last: readonly Message[] = [];

  /** Adds the next turn of the session. */
  add({ promptMessages, responseMessage, tools }: Turn): void {
    if (tools !== null && tools.length > 0) this.hasOfferedTools = true;
    // What a prompt begins with is mostly that of the one before.
    let at = 0;
    while (at < promptMessages.length && promptMessages[at] === this.#last[at]) at++;
    for (const message of promptMessages.slice(at)) this.#messages.add(message);
    if (responseMessage !== null) this.#messages.add(responseMessage);
    this.#last = promptMessages;
  }

  quotedIn(text: string): string | null {
    const whole = text.trim();
    for (const message of this.#messages) {
      const quote = saidTexts(message).find((said) => said !== whole && holds(whole, said));
      if (quote !== undefined) return quote;
    }
    return null;
  }
}

function saidTexts({ role, content, tool_calls: calls = [] }: Message): readonly string[] {
  if (role !== "user" && role !== "assistant") return [];
  const texts = [(content ?? "").trim(), ...calls.flatMap(argumentTexts)];
  return texts.filter(({ length }) => length >= TELLING_CHARACTERS);
}

function holds(text: string, said: string): boolean {
  return text.includes(said) || text.includes(JSON.stringify(said).slice(1, -1));
}
