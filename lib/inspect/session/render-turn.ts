import type { Turn } from "@/lib/core/recording/turn";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { type RenderedHistory, renderHistory } from "@/lib/text/prompt/render-history";
import { PendingRender } from "@/lib/text/template/pending-render";
import { TemplateError } from "@/lib/text/template-error";

/**
 * A turn's messages rendered afresh by the template, as a recorder that does not graft would have sent them. Null
 * when the server's model is not the one that was asked, its template refuses the history, or
 * the engine renders, which the inspector does not ask.
 */
export function renderTurn(
  { model }: Pick<InspectContext, "model">,
  tokenizer: string,
  { promptMessages, tools, templateArguments, served }: Turn,
): RenderedHistory | null {
  if ((served?.tokenizer ?? tokenizer) !== model.name) return null;
  const history = {
    messages: promptMessages,
    tools: tools ?? [],
    templateArguments: templateArguments ?? {},
  };
  try {
    return renderHistory(history, model);
  } catch (error) {
    if (error instanceof TemplateError || error instanceof PendingRender) return null;
    throw error;
  }
}
