import { partitionPoint } from "@/lib/core/base/partition-point";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { Turn } from "@/lib/core/recording/turn";
import { TELLING_CHARACTERS } from "./handed-task";

/** Of answers that say the same, the latest are evidence as good as all. */
const MOST_EQUAL_ANSWERS = 64;

/**
 * The answers of a session, to find those that a prompt gives back. A short one without a call may be an example that
 * says the same by chance: it counts only after what was answered.
 */
export class GivenAnswers {
  /** Turns by their answers, in order. */
  readonly #telling = new Map<string, number[]>();
  /** The same of answers that tell nothing alone, by what was answered. */
  readonly #others = new Map<string, Map<string, number[]>>();

  /** Adds the next turn of the session. */
  add({ index, promptMessages, responseMessage }: Turn): void {
    if (responseMessage === null) return;
    const asked = promptMessages.at(-1);
    if (isTelling(responseMessage)) put(this.#telling, messageIdentity(responseMessage), index);
    else if (asked !== undefined) {
      const answer = messageIdentity(responseMessage);
      const byAsked = this.#others.get(answer) ?? new Map<string, number[]>();
      this.#others.set(answer, byAsked);
      put(byAsked, messageIdentity(asked), index);
    }
  }

  /** The turns before `index` whose answers these messages hold, that of the last message first. */
  givenBack(messages: readonly Message[], index: number): readonly number[] {
    const found: number[] = [];
    for (let at = messages.length - 1; at >= 0; at--) {
      const message = messages[at];
      if (message?.role !== "assistant") continue;
      const turns = this.#answersLike(message, messages[at - 1]);
      const end = partitionPoint(turns, (turn) => turn < index);
      found.push(...turns.slice(Math.max(0, end - MOST_EQUAL_ANSWERS), end).reverse());
    }
    return found;
  }

  #answersLike(message: Message, before: Message | undefined): readonly number[] {
    const identity = messageIdentity(message);
    if (isTelling(message)) return this.#telling.get(identity) ?? [];
    const byAsked = before === undefined ? undefined : this.#others.get(identity);
    return (before && byAsked?.get(messageIdentity(before))) ?? [];
  }
}

function put(turns: Map<string, number[]>, key: string, index: number): void {
  const known = turns.get(key);
  if (known) known.push(index);
  else turns.set(key, [index]);
}

function isTelling({ content, tool_calls: calls }: Message): boolean {
  return (content ?? "").length >= TELLING_CHARACTERS || (calls ?? []).length > 0;
}
