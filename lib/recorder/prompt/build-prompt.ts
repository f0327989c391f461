import type { GraftRefusal } from "@/lib/core/proof/graft-refusal";
import type { Match } from "@/lib/recorder/history/walk-history";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import type { LanguageModel } from "@/lib/text/language-model";
import { renderHistory } from "@/lib/text/prompt/render-history";
import type { CallRequest } from "@/lib/wire/protocol";
import type { BuiltPrompt } from "./built-prompt";
import { graftPrompt } from "./graft-prompt";

/**
 * Builds the prompt of a call. It is grafted on the deepest answer that its history holds, if the session asks for that
 * and every proof holds. Else it is rendered in full.
 *
 * @throws TemplateError when the template refuses the history.
 */
export async function buildPrompt(
  request: CallRequest,
  match: Match,
  session: LiveSession,
  model: LanguageModel,
): Promise<BuiltPrompt> {
  if (session.settings.prompt_mode === "render") return rendered(request, model, null);
  const graft = await graftPrompt(request, match, session, model);
  if (graft === null) return rendered(request, model, null);
  return graft.type === "refused" ? rendered(request, model, graft) : graft.prompt;
}

/** The whole history rendered; `refusal` says why it was not grafted. */
async function rendered(
  request: CallRequest,
  model: LanguageModel,
  refusal: GraftRefusal | null,
): Promise<BuiltPrompt> {
  return {
    ...(await model.settle(() => renderHistory(request, model))),
    build: "render",
    scaffolds: [],
    anchor: null,
    expertsHeld: 0,
    refusal,
  };
}
