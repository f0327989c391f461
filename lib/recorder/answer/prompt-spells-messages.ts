import type { Message } from "@/lib/core/message/message";
import type { LanguageModel } from "@/lib/text/language-model";

/**
 * Whether prompt ids that nobody counted hold the first and the last text that was said to the model, in that order. Ids
 * that lost their beginning or their end do not. Texts in several parts are joined by each template in its own way.
 */
export function promptSpellsMessages(
  model: Pick<LanguageModel, "decode">,
  promptIds: Int32Array,
  messages: readonly Message[],
): boolean {
  const texts = messages.flatMap(({ role, content, content_parts: parts }) => {
    const text = (content ?? "").trim();
    return role === "assistant" || text === "" || parts !== undefined ? [] : [text];
  });
  const [first] = texts;
  const last = texts.at(-1);
  if (first === undefined || last === undefined) return false;
  const prompt = model.decode(promptIds);
  const start = prompt.indexOf(first);
  const end = prompt.lastIndexOf(last);
  return start >= 0 && (texts.length === 1 || end >= start + first.length);
}
