import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { TurnInput } from "@/lib/store/store";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import { assistant, user } from "@/test/recording/messages";
import { turnOf } from "@/test/recording/turn-of";

/** A turn as the store takes it, of given ids, with every fact set that a row can hold; `given` goes before. */
export function turnForStore(
  prompt: readonly number[],
  output: readonly number[],
  given: Partial<TurnInput["turn"]> = {},
): TurnInput {
  const promptIds = Int32Array.from(prompt);
  const { index: _, ...turn } = turnOf({
    promptMessages: [user("hi")],
    responseMessage: assistant(`answer of ${output.length} tokens`),
    outputIds: Int32Array.from(output),
    outputLogProbs: Float64Array.from(output, (id) => -id / 7),
    matchedStop: 151645,
    headerDigest: "header",
    messageStarts: Int32Array.of(0),
    weightVersion: "7",
    ...readTurnFacts({ protocol: "openai_chat" }, "refuse"),
    ...given,
  });
  return {
    turn,
    promptIds,
    digest: turnDigest(promptIds, turn.outputIds, turn.outputLogProbs),
    createdAt: 1_790_000_000_000,
  };
}
