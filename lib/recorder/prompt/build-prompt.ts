import type { GraftRefusal } from "@/lib/core/proof/graft-refusal";
import type { AcceptedRewrite, PromptBuild, Scaffold } from "@/lib/core/recording/turn";
import type { Match } from "@/lib/recorder/history/walk-history";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import type { LanguageModel } from "@/lib/text/language-model";
import type { CallRequest } from "@/lib/wire/protocol";
import { graftPrompt } from "./graft-prompt";
import { renderPrompt } from "./render-prompt";

/** A prompt in tokens, and how it came to be. */
export interface BuiltPrompt {
  readonly ids: Int32Array;
  /** First position of each message of the call; empty when unknown. */
  readonly messageStarts: Int32Array;
  /** First position of the generation prompt, where the answer's message begins. */
  readonly generationStart: number;
  readonly build: PromptBuild;
  readonly scaffolds: readonly Scaffold[];
  /** What stands otherwise in the prompt than in the call, because the template refuses it as it is. */
  readonly rewrites: readonly AcceptedRewrite[];
  /** The turn whose ids the prompt extends; null when it was rendered. */
  readonly anchor: number | null;
  /** Why it was not grafted although there was a turn to graft on; null otherwise. */
  readonly refusal: GraftRefusal | null;
}

/**
 * Builds the prompt of a call: grafted on the deepest answer that its history holds, if the session asks for that and
 * every proof holds, else rendered in full.
 *
 * @throws TemplateError when the template refuses the history.
 */
export async function buildPrompt(
  request: CallRequest,
  match: Match,
  session: LiveSession,
  model: LanguageModel,
): Promise<BuiltPrompt> {
  if (session.settings.prompt_mode === "render") return renderPrompt(request, model, null);
  const graft = await graftPrompt(request, match, session, model);
  if (graft === null) return renderPrompt(request, model, null);
  return graft.type === "refused" ? renderPrompt(request, model, graft) : graft.prompt;
}
