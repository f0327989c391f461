import type { Message } from "@/lib/core/message/message";
import type { LanguageModel } from "@/lib/text/language-model";
import { TemplateError } from "@/lib/text/template-error";

/** What a question needs of a model. */
type AskedModel = Pick<LanguageModel, "render" | "decode">;

/** The text that a template makes of messages; null when it refuses them. */
export type TriedRender = (messages: readonly Message[]) => string | null;

/**
 * A question about a model's template that is answered by rendering messages of no call: once for each model, when it
 * is first asked.
 *
 * @example
 * const printsTwice = templateQuestion((render) => render([twice])?.includes("twice twice") ?? false);
 * printsTwice(model);
 */
export function templateQuestion(answer: (render: TriedRender) => boolean): (model: AskedModel) => boolean {
  const answers = new WeakMap<AskedModel, boolean>();
  return (model) => {
    const known = answers.get(model);
    if (known !== undefined) return known;
    const found = answer((messages) => renderedText(messages, model));
    answers.set(model, found);
    return found;
  };
}

function renderedText(messages: readonly Message[], model: AskedModel): string | null {
  try {
    const { ids } = model.render({ messages, tools: [], templateArguments: {}, addGenerationPrompt: true });
    return model.decode(ids);
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}
