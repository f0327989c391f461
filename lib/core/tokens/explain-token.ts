import type { RefusalReason } from "@/lib/core/recording/turn";
import type { ClaimOutcome, DropReason } from "@/lib/core/samples/sample";
import type { TokenReason } from "./token-span";

/** Why a turn is refused, as a clause. */
export const REFUSAL_WORDS: Readonly<Record<RefusalReason, string>> = {
  no_log_probs: "the engine returned no log-probs for it, and this policy trains only what has them",
  prefix_not_proven: "it is not proven that the prompt began with the tokens held before it",
  framing_not_proven: "the framing around it could not be proven",
  engine_count_disagrees: "the engine counted another number of prompt tokens than were sent",
  id_outside_vocabulary: "the engine sampled an id that the tokenizer does not have",
  ill_formed: "its output does not parse",
  partly_delivered: "the client received only a part of it",
  undelivered: "the client never received it",
  no_token_ids: "the engine returned no token ids for it",
  prompt_unconfirmed: "the engine said neither how many prompt tokens it saw nor which",
  completeness_unknown: "nothing shows that the engine returned all of its token ids",
  reply_disagrees: "its token ids do not spell the reply that the client was given",
  output_count_disagrees:
    "the engine counted another number of sampled tokens than it sent, or sent too many",
  weights_mixed: "the weights changed while the answer was sampled",
  older_weights: "older weights sampled it than the end of the answer",
  weights_unplaced:
    "it is not known which weights sampled it: what the engine told of them does not fit the ids, or was not kept",
  ids_taken_back: "the engine took back ids that it had sent",
  impossible_log_probs: "the engine gave it a log-prob that no token can have",
  unreadable_reply: "the reply could not be read",
};

/** Why sampled tokens are in no sample, as a clause. */
export const DROP_WORDS: Readonly<Record<DropReason, string>> = {
  cut_by_max_sample_tokens: "it lies past the longest sample that this policy allows",
  merged_away: "the client rewrote this short answer, and the policy merged the rewrite instead of forking",
  auxiliary: "the call is not part of the conversation proper, such as a title or a probe",
  model_not_trained: "a model sampled it that may not train, such as a judge or a teacher",
  below_min_trained_tokens: "its sample trains fewer tokens than the policy's minimum",
  no_trained_token: "nothing would be trained in its sample, so the sample was left out",
  no_prompt_messages: "its call held no messages, so it has no place in the tree",
};

const SCAFFOLDS: Readonly<Record<string, string>> = {
  closer_after_truncation: "the recorder added it to close an answer that was cut off",
  closer_after_other_stop: "the recorder added it after an answer that ended on another stop token",
};

const OUTCOMES: Readonly<Record<ClaimOutcome, string>> = {
  trained: "trains it",
  realigned: "held it and lost it to a realign",
  dropped: "held it and trains nothing, so it was left out",
};

/** The name of a sample on the page: `S1` is the first. */
export function sampleName(index: number): string {
  return `S${index + 1}`;
}

/**
 * Says in one plain sentence whether a token trains, and if not, why.
 *
 * @example
 * explainToken({ state: "dropped", turn: 2, reason: "merged_away" });
 * // "Not trained: turn 2 sampled it, but the client rewrote this short answer, and …"
 */
export function explainToken(reason: TokenReason): string {
  switch (reason.state) {
    case "trained":
      return reason.sample === null
        ? `Trained: turn ${reason.turn} sampled it.`
        : `Trained in ${sampleName(reason.sample)}: turn ${reason.turn} sampled it.`;
    case "context":
      return `Not trained: it came in the prompt${roleClause(reason.role)}; the model did not sample it.`;
    case "scaffold":
      return `Not trained: ${SCAFFOLDS[reason.reason] ?? "the recorder added it; nobody wrote or sampled it"}.`;
    case "reemitted":
      return `Not trained here: turn ${reason.turn} sampled it, but ${claimant(reason.claimed_by)} ${OUTCOMES[reason.outcome]}, so here it is context.`;
    case "realigned":
      return explainRealigned(reason);
    case "refused":
      return `Not trained: turn ${reason.turn} sampled it, but ${REFUSAL_WORDS[reason.reason]}.`;
    case "dropped":
      return `Not trained: turn ${reason.turn} sampled it, but ${DROP_WORDS[reason.reason]}.`;
    default:
      return reason satisfies never;
  }
}

function explainRealigned(reason: Extract<TokenReason, { state: "realigned" }>): string {
  const cause = `the prompt of turn ${reason.by_turn} holds other tokens for the answer of turn ${reason.turn}`;
  return reason.shown === "held"
    ? `Not trained: turn ${reason.turn} sampled it, but ${cause}, so the sample follows the prompt (realigned).`
    : `Not trained: ${cause}; this token took the place of sampled ones, whose signal is lost (realigned).`;
}

function claimant(sample: number | null): string {
  return sample === null ? "a sample that was left out" : sampleName(sample);
}

function roleClause(role: "system" | "user" | "assistant" | "tool" | null): string {
  switch (role) {
    case null:
      return "";
    case "tool":
      return " as a tool result";
    case "assistant":
      return " as the client's own spelling of an assistant message";
    default:
      return ` as a ${role} message`;
  }
}
