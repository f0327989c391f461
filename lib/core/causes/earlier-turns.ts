import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { Turn } from "@/lib/core/recording/turn";
import { ordersSummary } from "@/lib/core/side-calls/summary-rules";
import { openingTexts, TELLING_CHARACTERS } from "./handed-task";
import { HandedTasks } from "./handed-tasks";
import { summaryText } from "./summary-text";

/** What a session held before one of its turns, as far as it is evidence of why that turn leaves a branch. */
export interface EarlierTurns {
  /** The turns whose answers the turn's prompt holds, the last of them in the prompt first. */
  readonly echoed: readonly number[];
  /** Whether a call of an earlier answer handed over the task that the turn opens with. */
  readonly isHandedOver: boolean;
  /** Whether it is the first turn of the sub-agent that its client names. */
  readonly opensSubAgent: boolean;
  /** What the summaries said that were asked for, in side calls or by the user. */
  readonly summaries: readonly string[];
}

/** Looks up, for any turn of a session, what came before it. Each turn is read once. */
export class SessionEvidence {
  readonly #turns: readonly Turn[];
  readonly #byAnswer = new Map<string, number[]>();
  readonly #firstOfAgent = new Map<string, number>();
  readonly #summaries: { readonly turn: number; readonly text: string }[] = [];
  #tasks: HandedTasks<number> | null = null;

  constructor(turns: readonly Turn[]) {
    this.#turns = turns;
    for (const turn of turns) this.#add(turn);
  }

  before(found: Turn): EarlierTurns {
    const { index, subAgent } = found;
    const isHandedOver = () => this.#isHandedOver(found);
    return {
      echoed: this.#echoed(found),
      // Most forks have another cause, and are looked at again whenever a setting moves.
      get isHandedOver() {
        return isHandedOver();
      },
      opensSubAgent: subAgent !== null && this.#firstOfAgent.get(subAgent) === index,
      summaries: this.#summaries.filter(({ turn }) => turn < index).map(({ text }) => text),
    };
  }

  #add(turn: Turn): void {
    const { index, subAgent, responseMessage } = turn;
    if (subAgent !== null && !this.#firstOfAgent.has(subAgent)) this.#firstOfAgent.set(subAgent, index);
    if (responseMessage === null) return;
    const identity = messageIdentity(responseMessage);
    const known = this.#byAnswer.get(identity);
    if (known) known.push(index);
    else this.#byAnswer.set(identity, [index]);
    if (isSummary(turn)) {
      const text = summaryText(responseMessage.content ?? "");
      if (text.length >= TELLING_CHARACTERS) this.#summaries.push({ turn: index, text });
    }
  }

  #isHandedOver({ index, promptMessages }: Turn): boolean {
    this.#tasks ??= tasksOf(this.#turns);
    return this.#tasks.latest(openingTexts(promptMessages), (turn) => turn < index) !== null;
  }

  #echoed({ index, promptMessages }: Turn): readonly number[] {
    const echoed: number[] = [];
    for (let at = promptMessages.length - 1; at >= 0; at--) {
      const message = promptMessages[at];
      if (message?.role !== "assistant") continue;
      const answered = this.#byAnswer.get(messageIdentity(message)) ?? [];
      for (const turn of answered.toReversed()) {
        if (turn < index && isEcho(message, promptMessages[at - 1], this.#turns[turn - 1])) echoed.push(turn);
      }
    }
    return echoed;
  }
}

function isSummary({ auxiliary, promptMessages }: Turn): boolean {
  return auxiliary === "compaction_summary" || ordersSummary({ messages: promptMessages });
}

function tasksOf(turns: readonly Turn[]): HandedTasks<number> {
  const tasks = new HandedTasks<number>();
  for (const { index, responseMessage } of turns) {
    for (const call of responseMessage?.tool_calls ?? []) tasks.add(call, index);
  }
  return tasks;
}

/**
 * Whether a message is an answer given back, and no example that says the same by chance: it is too long for that or
 * calls a tool, or it follows what was answered.
 */
function isEcho(message: Message, before: Message | undefined, answered: Turn | undefined): boolean {
  const isTelling =
    (message.content ?? "").length >= TELLING_CHARACTERS || (message.tool_calls ?? []).length > 0;
  if (isTelling) return true;
  const asked = answered?.promptMessages.at(-1);
  return before !== undefined && asked !== undefined && messageIdentity(before) === messageIdentity(asked);
}
