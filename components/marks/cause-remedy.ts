import { DRIFT_CAUSES } from "@/lib/core/causes/drift-cause";
import type { RefusalReason } from "@/lib/core/recording/turn";
import { CAUSE_WORDS } from "./cause-words";

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
  prompt_unconfirmed:
    "Use a version or a route of the engine that counts prompt tokens or echoes their ids: nothing shows which prompt it saw.",
  completeness_unknown:
    "Set TURNTREE_TOKENIZER to the tokenizer of the server behind, so that its ids can be compared with its replies.",
  reply_disagrees:
    "Check that TURNTREE_TOKENIZER is that of the server behind. If it is, the server loses ids: update it.",
  output_count_disagrees: "Look at the engine: it loses ids of what it samples, or counts wrong. Update it.",
  weights_mixed: "Let the engine finish answers before it loads weights, or set weights=newest or any.",
  older_weights: "Set weights=any, if your trainer corrects for tokens of older weights.",
  weights_unplaced:
    "Look at the engine: its weight versions do not fit the ids that it sent. Or ask for weights in TURNTREE_EVIDENCE.",
  ids_taken_back: "Look at the engine, or a proxy before it: its stream contradicts itself.",
  impossible_log_probs: "Look at the engine: a log-prob is above 0, or lower than any token's.",
  unreadable_reply:
    "Look at the reply on the session's page: the server behind speaks another protocol there.",
  id_outside_vocabulary: "Check that the engine runs the tokenizer that Turntree was given.",
};

const DROPS: Readonly<Record<string, string>> = {
  merged_away: "Find what rewrites short answers in the history. A policy that forks there keeps both texts.",
  cut_by_max_sample_tokens: "Raise max_sample_tokens, or have the agent compact earlier.",
  below_min_trained_tokens: "Lower min_trained_tokens, if so short a sample is worth its prompt.",
  model_not_trained: "Nothing is wrong: the model is one that may not train.",
};

/**
 * What removes a cause of forks, of lost or of refused tokens.
 *
 * @example
 * causeRemedy("compaction"); // "Nothing is wrong: each side trains by itself. A larger context setting makes it rarer."
 */
export function causeRemedy(cause: string): string {
  const known = DRIFT_CAUSES.find((name) => name === cause);
  if (known) return CAUSE_WORDS[known].remedy;
  const refusal = Object.entries(REFUSALS).find(([name]) => name === cause)?.[1];
  return (
    refusal ??
    DROPS[cause] ??
    "Look at an example: the session's page says at each turn why it was not grafted."
  );
}
