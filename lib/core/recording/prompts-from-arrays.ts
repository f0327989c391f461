import { commonPrefixLength } from "@/lib/core/base/common-prefix-length";
import type { PromptSource } from "./recording";

/**
 * A `PromptSource` over whole arrays, for sessions read from a file and for tests. Turn `i` of the source is
 * `turns[i - 1]`; asking for any other throws `RangeError`.
 *
 * @example
 * const prompts = promptsFromArrays([
 *   { promptIds: Int32Array.of(1, 2), outputIds: Int32Array.of(3) },
 *   { promptIds: Int32Array.of(1, 2, 3, 4), outputIds: Int32Array.of(5) },
 * ]);
 * prompts.commonPrefix(1, 2); // 3
 */
export function promptsFromArrays(
  turns: readonly { readonly promptIds: Int32Array; readonly outputIds: Int32Array }[],
): PromptSource {
  const at = (turnIndex: number) => {
    const turn = turns[turnIndex - 1];
    if (turn === undefined) throw new RangeError(`No turn ${turnIndex}: there are ${turns.length}`);
    return turn;
  };
  return {
    length: (turnIndex) => at(turnIndex).promptIds.length,
    ids: (turnIndex, from, to) => at(turnIndex).promptIds.subarray(from, to),
    commonPrefix(heldTurnIndex, promptTurnIndex) {
      const held = at(heldTurnIndex);
      const { promptIds } = at(promptTurnIndex);
      const heldPromptLength = held.promptIds.length;
      const shared = commonPrefixLength(held.promptIds, promptIds);
      if (shared < heldPromptLength) return shared;
      return heldPromptLength + commonPrefixLength(held.outputIds, promptIds.subarray(heldPromptLength));
    },
  };
}
