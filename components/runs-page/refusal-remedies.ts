import { CAUSE_WORDS } from "@/components/marks/cause-words";
import { DRIFT_CAUSES } from "@/lib/core/causes/drift-cause";
import type { RefusalReason } from "@/lib/core/recording/turn";

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  no_log_probs: "Have the engine return log-probs of what it samples.",
  no_token_ids: "Use an engine that returns token ids; a plain pass-through has none to train.",
  ill_formed: "Look at the answers that do not parse: the tool or reasoning parser may not fit the model.",
  undelivered:
    "Look at why the client hangs up before the answer is whole, such as a timeout that is too short.",
  partly_delivered:
    "Look at why the client hangs up before the answer is whole, such as a timeout that is too short.",
  prefix_not_proven: "Look at these turns' proof: the prompt does not begin with what was held.",
  framing_not_proven:
    "Check the tokenizer and the chat template: the framing between messages differs from them.",
  engine_count_disagrees: "Check that the engine runs the tokenizer that Turntree was given.",
  id_outside_vocabulary: "Check that the engine runs the tokenizer that Turntree was given.",
};

/** What removes a cause of forks, drift or refusals. */
export function remedyOf(cause: string): string {
  const known = DRIFT_CAUSES.find((name) => name === cause);
  if (known) return CAUSE_WORDS[known].remedy;
  const refusal = Object.entries(REFUSALS).find(([name]) => name === cause)?.[1];
  return refusal ?? "Look at an example: the session's page says at each turn why it was not grafted.";
}
