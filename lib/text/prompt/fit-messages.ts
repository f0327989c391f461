import type { Message } from "@/lib/core/message/message";
import type { AcceptedRewrite } from "@/lib/core/recording/turn";
import type { LanguageModel } from "@/lib/text/language-model";
import { foldSystemMessages } from "./fold-system-messages";
import { orderToolResults } from "./order-tool-results";
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

const PROBE_ID = "call_turntree_probe";

/** Whether a template shows which call a result belongs to. */
const printsCallIds = templateQuestion((render) => {
  const call = { type: "function", id: PROBE_ID, function: { name: "probe", arguments: {} } } as const;
  const rendered = render([
    { role: "user", content: "A question." },
    { role: "assistant", tool_calls: [call] },
    { role: "tool", content: "A result.", tool_call_id: PROBE_ID },
  ]);
  return rendered?.slice(rendered.indexOf("A question.")).includes(PROBE_ID) ?? false;
});

/** Asks a model's template what `fitMessages` has to know of it, once: an engine's template has to be waited for. */
export async function askForFitting(model: LanguageModel): Promise<void> {
  await model.settle(() => [printsCallIds(model), takesLaterSystem(model)]);
}

/**
 * Takes out of a call what must not reach the model: Claude Code's billing line, when the setting says so. Later system
 * messages are folded into user turns where the template does not print them in their place. Results of parallel
 * calls come in the order of the calls where the template prints no ids. Each change is an accepted rewrite.
 */
export function fitMessages(
  messages: readonly Message[],
  model: LanguageModel,
  options: { readonly takeBillingLine: boolean },
): FittedMessages {
  const rewrites: AcceptedRewrite[] = [];
  const withoutBilling = messages.map((message, messageIndex) => {
    const held = options.takeBillingLine ? takeBillingLine(message) : null;
    if (held === null) return message;
    rewrites.push({ messageIndex, turnIndex: null, tolerance: "billing line", held, echoed: message });
    return held;
  });
  const { messages: kept, moved } = printsCallIds(model)
    ? { messages: withoutBilling, moved: [] }
    : orderToolResults(withoutBilling);
  const inOrder = "tool results in call order";
  rewrites.push(...moved.map((change) => ({ ...change, turnIndex: null, tolerance: inOrder })));
  const hasLaterSystem = kept.some((message, index) => index > 0 && message.role === "system");
  if (!hasLaterSystem || takesLaterSystem(model)) return { messages: kept, rewrites };
  const { messages: folded, folded: changes } = foldSystemMessages(kept);
  const tolerance = "system message folded";
  return {
    messages: folded,
    rewrites: [...rewrites, ...changes.map((change) => ({ ...change, turnIndex: null, tolerance }))],
  };
}
