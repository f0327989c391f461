import type { Turn } from "@/lib/core/recording/turn";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { type RenderedHistory, renderHistory } from "@/lib/text/prompt/render-history";
import { TemplateError } from "@/lib/text/template-error";

/**
 * A turn's messages rendered afresh by the template, as a recorder that does not graft would have sent them. Null
 * when the server's model is not the session's, or its template refuses the history.
 */
export function renderTurn(
  { model }: Pick<InspectContext, "model">,
  tokenizer: string,
  { promptMessages, tools, templateArguments }: Turn,
): RenderedHistory | null {
  if (tokenizer !== model.name) return null;
  const history = {
    messages: promptMessages,
    tools: tools ?? [],
    templateArguments: templateArguments ?? {},
  };
  try {
    return renderHistory(history, model);
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}
