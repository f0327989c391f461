import { impossibleLogProb } from "@/lib/core/proof/impossible-log-prob";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { LanguageModel } from "@/lib/text/language-model";
import { proveReply } from "@/lib/text/output/prove-reply";

/**
 * What speaks against a turn that was taken for whole: the ids, their number or their log-probs cannot be those that were
 * sampled. Null where nothing does, and for a turn that was refused: no policy is misled by that.
 *
 * @param model The model's own parsers, by which a forwarded reply is read again; null where they are not at hand.
 */
export function completenessFault(
  turn: Turn,
  { prompts }: Pick<Recording, "prompts">,
  model: LanguageModel | null,
): string | null {
  if (turn.refusal !== null) return null;
  const { completeness, outputIds, outputLogProbs } = turn;
  const at = impossibleLogProb(outputLogProbs);
  if (at !== null)
    return `sampled token ${at} has the log-prob ${outputLogProbs?.[at]}, which no token can have`;
  // Recorded before it was looked at.
  if (completeness === null) return null;
  const { by, counted, received } = completeness;
  if (by === null) return "it was taken for whole, and nothing shows that its ids are all of its answer";
  if (counted !== null && counted !== received) {
    return `it was taken for whole, and the engine counted ${counted} sampled tokens where it sent ${received}`;
  }
  if (outputIds.length > received)
    return `it holds ${outputIds.length} sampled tokens, and ${received} were received`;
  return by === "reply" && model !== null ? spellingFault(turn, prompts.ids(turn.index), model) : null;
}

function spellingFault(turn: Turn, promptIds: Int32Array, model: LanguageModel): string | null {
  const { responseMessage: reply, outputIds, tools, sampling } = turn;
  if (reply === null) return "it was taken for whole, and has no reply";
  const stopStrings = sampling?.stop ?? [];
  const proof = proveReply(model, { reply, outputIds, promptIds, tools: tools ?? [], stopStrings });
  return proof.type === "disproven" ? `its ids are not its reply's: ${proof.detail}` : null;
}
