import type { Turn } from "@/lib/core/recording/turn";
import type { TurnInput } from "@/lib/store/store";
import { turnDigest } from "@/lib/store/turns/turn-digest";

/** A turn of given ids; everything else is ordinary unless said. */
export function turnInput(
  prompt: readonly number[],
  output: readonly number[],
  given: Partial<TurnInput["turn"]> = {},
): TurnInput {
  const promptIds = Int32Array.from(prompt);
  const turn: Omit<Turn, "index"> = {
    promptMessages: [{ role: "user", content: "hi" }],
    responseMessage: { role: "assistant", content: `answer of ${output.length} tokens` },
    outputIds: Int32Array.from(output),
    outputLogProbs: Float64Array.from(output, (id) => -id / 7),
    finishReason: "stop",
    matchedStop: 151645,
    illFormed: null,
    delivery: "delivered",
    auxiliary: "none",
    retryOf: null,
    promptBuild: "graft",
    refusal: null,
    scaffolds: [],
    acceptedRewrites: [],
    headerDigest: "header",
    messageStarts: Int32Array.of(0),
    weightVersion: "7",
    logProbSemantics: "raw",
    subAgent: null,
    facts: { protocol: "openai_chat" },
    ...given,
  };
  return {
    turn,
    promptIds,
    digest: turnDigest(promptIds, turn.outputIds, turn.outputLogProbs),
    createdAt: 1_790_000_000_000,
  };
}
