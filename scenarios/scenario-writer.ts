import type { JsonObject } from "@/lib/core/json/json-value";
import type { ScenarioMessage, ScenarioStep } from "./scenario";
import type { SimAnswerInput } from "./sim/sim-answer";

/**
 * Writes a scenario the way an agent lives it: messages are added, the model is called with all of them, and its
 * answer joins the history.
 *
 * @example
 * const agent = new ScenarioWriter().user("What is 2 + 2?").call({ text: "4" });
 * agent.user("And 3 + 3?").call({ text: "6" });
 * agent.steps; // two calls, the second with three messages
 */
export class ScenarioWriter {
  readonly steps: ScenarioStep[];
  #history: readonly ScenarioMessage[];

  constructor(steps: ScenarioStep[] = [], history: readonly ScenarioMessage[] = []) {
    this.steps = steps;
    this.#history = history;
  }

  /** A second line of the same session: it shares the steps and begins with the first `messages` of the history. */
  branch(messages: number = this.#history.length): ScenarioWriter {
    return new ScenarioWriter(this.steps, this.#history.slice(0, messages));
  }

  system(content: string): this {
    return this.#add({ role: "system", content });
  }

  user(content: string): this {
    return this.#add({ role: "user", content });
  }

  /** The result of a call that the latest answer of the history made. */
  tool(content: string, call = 0): this {
    const latest = this.#history.findLast((message) => "echoes" in message);
    const step = latest !== undefined && "echoes" in latest ? latest.echoes : 0;
    return this.#add({ role: "tool", content, answers: { step, call } });
  }

  /** Calls the model; its answer joins the history. */
  call(answer: SimAnswerInput, options: Omit<ScenarioStep, "messages" | "answer"> = {}): this {
    this.attempt(answer, options);
    return this.#add({ role: "assistant", echoes: this.steps.length - 1 });
  }

  /** Calls the model and forgets the answer, as a client does that left or a side call. */
  attempt(answer: SimAnswerInput, options: Omit<ScenarioStep, "messages" | "answer"> = {}): this {
    this.steps.push({ messages: this.#history, answer: { tokenisation: "plain", ...answer }, ...options });
    return this;
  }

  /** Changes what the client will echo of an answer; `turnsBack` counts answers from the latest, which is 0. */
  rewrite(change: { readonly content?: string; readonly arguments?: JsonObject }, turnsBack = 0): this {
    const echoes = this.#history.flatMap((message, position) => ("echoes" in message ? [position] : []));
    const position = echoes.at(-1 - turnsBack);
    this.#history = this.#history.map((message, i) =>
      i === position && "echoes" in message ? { ...message, ...change } : message,
    );
    return this;
  }

  #add(message: ScenarioMessage): this {
    this.#history = [...this.#history, message];
    return this;
  }
}
