import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";
import { ordersSummary } from "@/lib/core/side-calls/summary-rules";
import { GivenAnswers } from "./given-answers";
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
  readonly #answers = new GivenAnswers();
  readonly #firstOfAgent = new Map<string, number>();
  readonly #summaries: { readonly turn: number; readonly text: string }[] = [];
  #tasks: HandedTasks<number> | null = null;

  constructor(turns: readonly Turn[]) {
    this.#turns = turns;
    for (const turn of turns) this.#add(turn);
  }

  before(found: Turn): EarlierTurns {
    const { index, subAgent, promptMessages } = found;
    const isHandedOver = () => this.#isHandedOver(found);
    return {
      echoed: this.#answers.givenBack(promptMessages, index),
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
    this.#answers.add(turn);
    if (responseMessage !== null && isSummary(turn)) {
      const text = summaryText(responseMessage.content ?? "");
      if (text.length >= TELLING_CHARACTERS) this.#summaries.push({ turn: index, text });
    }
  }

  #isHandedOver({ index, promptMessages }: Turn): boolean {
    this.#tasks ??= tasksOf(this.#turns);
    return this.#tasks.latest(openingTexts(promptMessages), (turn) => turn < index) !== null;
  }
}

/** What a message orders never changes, and a recording is looked at again whenever a setting moves. */
const knownOrders = new WeakMap<Message, boolean>();

function isSummary({ auxiliary, promptMessages }: Turn): boolean {
  if (auxiliary === "compaction_summary") return true;
  const last = promptMessages.findLast(({ role }) => role !== "system");
  if (last === undefined) return false;
  const orders = knownOrders.get(last) ?? ordersSummary({ messages: [last] });
  knownOrders.set(last, orders);
  return orders;
}

function tasksOf(turns: readonly Turn[]): HandedTasks<number> {
  const tasks = new HandedTasks<number>();
  for (const { index, responseMessage } of turns) {
    for (const call of responseMessage?.tool_calls ?? []) tasks.add(call, index);
  }
  return tasks;
}
