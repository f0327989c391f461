import type {
  AuxiliaryKind,
  Delivery,
  FinishReason,
  LogProbSemantics,
  PromptBuild,
  RefusalReason,
} from "./turn";

type Words<T extends string> = Readonly<Record<T, T>>;

const delivery: Words<Delivery> = {
  pending: "pending",
  delivered: "delivered",
  undelivered: "undelivered",
  partly_delivered: "partly_delivered",
};

const auxiliary: Words<AuxiliaryKind> = {
  none: "none",
  title: "title",
  quota_probe: "quota_probe",
  health_probe: "health_probe",
  warm_up: "warm_up",
  count: "count",
  memory_extraction: "memory_extraction",
  compaction_summary: "compaction_summary",
  commit_message: "commit_message",
  web_search: "web_search",
  side_call: "side_call",
};

const finishReason: Words<FinishReason> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool_calls",
  abort: "abort",
  error: "error",
};

const refusal: Words<RefusalReason> = {
  no_log_probs: "no_log_probs",
  prefix_not_proven: "prefix_not_proven",
  framing_not_proven: "framing_not_proven",
  engine_count_disagrees: "engine_count_disagrees",
  id_outside_vocabulary: "id_outside_vocabulary",
  ill_formed: "ill_formed",
  partly_delivered: "partly_delivered",
  undelivered: "undelivered",
  no_token_ids: "no_token_ids",
  prompt_unconfirmed: "prompt_unconfirmed",
  completeness_unknown: "completeness_unknown",
  reply_disagrees: "reply_disagrees",
  output_count_disagrees: "output_count_disagrees",
  ids_taken_back: "ids_taken_back",
  impossible_log_probs: "impossible_log_probs",
  unreadable_reply: "unreadable_reply",
  weights_mixed: "weights_mixed",
  older_weights: "older_weights",
  weights_unplaced: "weights_unplaced",
};

const promptBuild: Words<PromptBuild> = { graft: "graft", render: "render", engine: "engine" };

const logProbSemantics: Words<LogProbSemantics> = {
  raw: "raw",
  temperature_scaled: "temperature_scaled",
  post_sampling: "post_sampling",
  unknown: "unknown",
};

/**
 * The closed lists of a turn, to read them from text. A word added to a type and not here does not compile.
 *
 * @example
 * readWord(TURN_WORDS.finishReason, "stop"); // "stop"
 * readWord(TURN_WORDS.finishReason, "done"); // null
 */
export const TURN_WORDS = { delivery, auxiliary, finishReason, refusal, promptBuild, logProbSemantics };

/** The word if it is on the list, else null. */
export function readWord<T extends string>(words: Words<T>, text: unknown): T | null {
  for (const key in words) if (key === text) return words[key];
  return null;
}
