import { impossibleLogProb } from "@/lib/core/proof/impossible-log-prob";
import type { RefusalReason } from "@/lib/core/recording/turn";
import type { Completeness } from "@/lib/core/recording/turn-facts";
import type { ForwardedTokens } from "@/lib/engine/forwarded/read-forwarded-tokens";
import type { LanguageModel } from "@/lib/text/language-model";
import { proveReply } from "@/lib/text/output/prove-reply";
import type { CallRequest, ReadReply } from "@/lib/wire/protocol";
import type { Answer } from "./answer";
import { promptSpellsMessages } from "./prompt-spells-messages";

/** What a forwarded reply's ids are compared with. */
export interface ForwardedEvidence {
  readonly request: CallRequest;
  readonly reply: ReadReply;
  /** The tokenizer and the parsers of the model behind; null when nobody named them. */
  readonly model: LanguageModel | null;
}

/** What was found out about the ids of a reply: how they are shown to be all, or why they are not. */
type Finding = Pick<Completeness, "by" | "differences" | "detail"> & {
  readonly reason: RefusalReason | null;
};

/**
 * Proves that the ids of a forwarded reply are all of what was sampled: they spell the reply that the client was given,
 * by the model's own parsers, and they are as many as the server counts, where it counts. What nothing shows is unknown.
 */
export function proveForwarded(
  { promptIds, outputIds, logProbs, contradicts }: ForwardedTokens,
  evidence: ForwardedEvidence,
): Pick<Answer, "completeness" | "unproven"> {
  if (promptIds === null || outputIds === null) return { completeness: null, unproven: "no_token_ids" };
  const { reply } = evidence;
  // The usage of several choices counts all of them.
  const counted = "other_choices" in reply.facts ? null : reply.completionTokens;
  const counts = { counted, received: outputIds.length };
  const finding =
    disagreement(counts, { contradicts, limit: evidence.request.sampling.maxTokens, logProbs }) ??
    spelling(promptIds, outputIds, evidence);
  const { reason, ...found } = finding;
  return { completeness: { ...counts, ...found }, unproven: reason };
}

function against(reason: RefusalReason, detail: string): Finding {
  return { by: null, differences: [], detail, reason };
}

/** What the server itself says against its ids; null when nothing. */
function disagreement(
  { counted, received }: Pick<Completeness, "counted" | "received">,
  told: {
    readonly contradicts: boolean;
    readonly limit: number | null;
    readonly logProbs: Float64Array | null;
  },
): Finding | null {
  if (told.contradicts) {
    return against("ids_taken_back", "The reply tells its ids in several places, and not the same.");
  }
  if (counted !== null && counted !== received) {
    const words = `The server counted ${counted} sampled tokens and returned ${received} ids.`;
    return against("output_count_disagrees", `${words} Some were lost on their way.`);
  }
  if (told.limit !== null && received > told.limit) {
    const words = `The server returned ${received} ids where ${told.limit} were asked for at most.`;
    return against("output_count_disagrees", words);
  }
  const at = impossibleLogProb(told.logProbs);
  if (at === null) return null;
  const words = `The log-prob of sampled token ${at} is ${told.logProbs?.[at]}, which no token can have.`;
  return against("impossible_log_probs", words);
}

/** Whether the ids spell the reply and the prompt. */
function spelling(
  promptIds: Int32Array,
  outputIds: Int32Array,
  { request, reply, model }: ForwardedEvidence,
): Finding {
  const unknown = (detail: string) => against("completeness_unknown", detail);
  if (model === null) {
    return unknown("No tokenizer is named: with TURNTREE_TOKENIZER the ids are compared with the reply.");
  }
  if (outputIds.some((id) => id >= model.vocabularySize)) {
    return against("id_outside_vocabulary", "The reply has an id that the named tokenizer does not have.");
  }
  if (reply.finishReason === "abort" || reply.finishReason === "error") {
    return unknown("The reply broke off, so that its last ids may be missing.");
  }
  if (reply.message.opaque !== undefined) {
    return unknown("The reply has a part that no reader knows, so that its ids cannot be compared with it.");
  }
  const { tools } = request;
  const stopStrings = request.sampling.stop;
  const proof = proveReply(model, { reply: reply.message, outputIds, promptIds, tools, stopStrings });
  if (proof.type === "disproven") return against("reply_disagrees", proof.detail);
  if (reply.promptTokens === null && !promptSpellsMessages(model, promptIds, request.messages)) {
    return unknown("The server counted no prompt tokens, and the prompt's ids do not spell the messages.");
  }
  return { by: "reply", differences: proof.differences, detail: null, reason: null };
}
