import type { AcceptedRewrite, PromptBuild, RefusalReason, Scaffold } from "@/lib/core/turn";
import type { LanguageModel } from "@/lib/text/language-model";
import type { CallRequest } from "@/lib/wire/protocol";
import { CallError } from "./call-error";

/** A prompt in tokens, and how it came to be. */
export interface BuiltPrompt {
  readonly ids: Int32Array;
  /** First position of each message of the call. */
  readonly messageStarts: Int32Array;
  readonly build: PromptBuild;
  readonly scaffolds: readonly Scaffold[];
  readonly acceptedRewrites: readonly AcceptedRewrite[];
  /** Why the prompt is not proven to hold what was sampled; null when it is, or holds nothing sampled. */
  readonly refusal: RefusalReason | null;
}

/**
 * Renders the whole history with the model's template.
 *
 * @throws TemplateError when the template refuses; CallError when the call would continue an assistant's message.
 */
export function renderPrompt(call: CallRequest, model: LanguageModel): BuiltPrompt {
  if (call.messages.at(-1)?.role === "assistant") {
    throw new CallError({
      status: 400,
      kind: "invalid_request",
      message: "The last message is the assistant's, and this model's template cannot continue it.",
      param: "messages",
    });
  }
  const rendered = model.render({
    messages: call.messages,
    tools: call.tools,
    templateArguments: call.templateArguments,
    addGenerationPrompt: true,
  });
  return {
    ids: rendered.ids,
    messageStarts: rendered.messageStarts,
    build: "render",
    scaffolds: [],
    acceptedRewrites: [],
    refusal: null,
  };
}
