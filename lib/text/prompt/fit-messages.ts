import type { Message } from "@/lib/core/message/message";
import type { AcceptedRewrite } from "@/lib/core/recording/turn";
import type { LanguageModel } from "@/lib/text/language-model";
import { foldSystemMessages } from "./fold-system-messages";
import { takeBillingLine } from "./take-billing-line";
import { templateQuestion } from "./template-question";

/** A call's messages as the model is shown them, and what was changed for that. */
export interface FittedMessages {
  readonly messages: readonly Message[];
  readonly rewrites: readonly AcceptedRewrite[];
}

/** Whether a template prints a system message where it stands; some raise on one, drop it, or move it to the top. */
const takesLaterSystem = templateQuestion((render) => {
  const rendered = render([
    { role: "user", content: "A question." },
    { role: "assistant", content: "An answer." },
    { role: "system", content: "A remark." },
    { role: "user", content: "Another question." },
  ]);
  return rendered !== null && /An answer\..*A remark\..*Another question\./s.test(rendered);
});

/**
 * Takes out of a call what must not reach the model (Claude Code's billing line, when the setting says so) and folds
 * later system messages into user turns where the template does not print them in their place. Each change is an accepted rewrite.
 */
export function fitMessages(
  messages: readonly Message[],
  model: LanguageModel,
  options: { readonly takeBillingLine: boolean },
): FittedMessages {
  const rewrites: AcceptedRewrite[] = [];
  const kept = messages.map((message, messageIndex) => {
    const held = options.takeBillingLine ? takeBillingLine(message) : null;
    if (held === null) return message;
    rewrites.push({ messageIndex, turnIndex: null, tolerance: "billing line", held, echoed: message });
    return held;
  });
  const hasLaterSystem = kept.some((message, index) => index > 0 && message.role === "system");
  if (!hasLaterSystem || takesLaterSystem(model)) return { messages: kept, rewrites };
  const { messages: folded, folded: changes } = foldSystemMessages(kept);
  const tolerance = "system message folded";
  return {
    messages: folded,
    rewrites: [...rewrites, ...changes.map((change) => ({ ...change, turnIndex: null, tolerance }))],
  };
}
