import type { JsonObject } from "@/lib/core/json/json-value";
import type { LanguageModel } from "@/lib/text/language-model";
import type { AnswerWishes } from "@/lib/wire/answer-wishes";

/** Names under which templates read whether to think: Qwen3 and GLM the first, DeepSeek V3.1 the second. */
const THINKING = ["enable_thinking", "thinking"];

/** Template arguments that a client's wishes make, and the wishes that the model's template does not know. */
export interface WishedArguments {
  readonly templateArguments: JsonObject;
  /** Names of request fields. */
  readonly withoutEffect: readonly string[];
}

/**
 * How much to reason, as the model's template is told: an effort as `reasoning_effort`, thinking on or off under the
 * names that the template reads. Effort `none` is thinking off. A template that reads none of them is left alone, so
 * that the prompt, and the head by which calls are told apart, stay what they are.
 */
export function wishedArguments(
  { effort, thinking }: Pick<AnswerWishes, "effort" | "thinking">,
  model: Pick<LanguageModel, "readsArgument">,
): WishedArguments {
  const isOff = effort === "none";
  const switched = thinking ?? (isOff ? false : null);
  const switches = switched === null ? [] : THINKING.filter((name) => model.readsArgument(name));
  const takesEffort = effort !== null && !isOff && model.readsArgument("reasoning_effort");
  return {
    templateArguments: {
      ...Object.fromEntries(switches.map((name) => [name, switched])),
      ...(takesEffort ? { reasoning_effort: effort } : {}),
    },
    withoutEffect: [
      ...(effort !== null && !takesEffort && !(isOff && switches.length > 0) ? ["reasoning_effort"] : []),
      ...(thinking !== null && switches.length === 0 ? ["thinking"] : []),
    ],
  };
}
