import { idAt } from "@/lib/core/base/at";
import type { ReasoningFormat } from "@/lib/text/families/output-format";
import type { AnswerPlace } from "@/lib/text/grammar/answer-demand";

interface ReasoningProbeParts {
  readonly reasoning: ReasoningFormat | null;
  isSpecial(id: number): boolean;
  decode(ids: Iterable<number>): string;
}

/**
 * Tells where a prompt leaves the answer: inside reasoning, so that it begins there without an opener of its own, behind
 * reasoning, or before any. Looks at the text after the prompt's last special token, which the template wrote;
 * without a prompt the answer begins before reasoning.
 */
export function createReasoningProbe({ reasoning, isSpecial, decode }: ReasoningProbeParts) {
  return (promptIds?: Int32Array): AnswerPlace => {
    if (reasoning === null || promptIds === undefined) return "before reasoning";
    let start = promptIds.length;
    for (; start > 0; start--) {
      const id = idAt(promptIds, start - 1);
      if (!isSpecial(id)) continue;
      const name = decode([id]);
      if (name !== reasoning.open && name !== reasoning.close) break;
    }
    const tail = decode(promptIds.subarray(start));
    const opened = tail.lastIndexOf(reasoning.open);
    const closed = tail.lastIndexOf(reasoning.close);
    if (opened > closed) return "in reasoning";
    return closed < 0 ? "before reasoning" : "after reasoning";
  };
}
