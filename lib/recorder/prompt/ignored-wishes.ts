import type { AnswerWishes } from "@/lib/wire/answer-wishes";

/**
 * What a client asks of the answer and nothing here does yet, by the names that Chat Completions has for it. The reply
 * names it, so that no client takes a wish for fulfilled that was read alone.
 */
export function ignoredWishes({ topLogProbs, returnTokenIds }: AnswerWishes): readonly string[] {
  return [...(topLogProbs > 0 ? ["top_logprobs"] : []), ...(returnTokenIds ? ["return_token_ids"] : [])];
}
