import { idAt } from "@/lib/core/base/at";
import type { ReasoningFormat } from "@/lib/text/families/output-format";

interface ReasoningProbeParts {
  readonly reasoning: ReasoningFormat | null;
  isSpecial(id: number): boolean;
  decode(ids: Iterable<number>): string;
}

/**
 * Tells whether a prompt ends inside reasoning, so that an answer begins there without an opener of its own. Looks
 * at the text after the prompt's last special token, which the template wrote; without a prompt the answer is no.
 */
export function createReasoningProbe({ reasoning, isSpecial, decode }: ReasoningProbeParts) {
  return (promptIds?: Int32Array): boolean => {
    if (reasoning === null || promptIds === undefined) return false;
    let start = promptIds.length;
    for (; start > 0; start--) {
      const id = idAt(promptIds, start - 1);
      if (!isSpecial(id)) continue;
      const name = decode([id]);
      if (name !== reasoning.open && name !== reasoning.close) break;
    }
    const tail = decode(promptIds.subarray(start));
    return tail.lastIndexOf(reasoning.open) > tail.lastIndexOf(reasoning.close);
  };
}
