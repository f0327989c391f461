import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";

/** A turn that was proven and delivered, and called a tool. */
export function makeTurn(index: number, promptMessages: readonly Message[], outputIds: Int32Array): Turn {
  return {
    index,
    promptMessages,
    responseMessage: { role: "assistant", content: `answer ${index}` },
    outputIds,
    outputLogProbs: new Float64Array(outputIds.length).fill(-0.25),
    finishReason: "tool_calls",
    matchedStop: null,
    illFormed: null,
    delivery: "delivered",
    auxiliary: "none",
    retryOf: null,
    promptBuild: "graft",
    refusal: null,
    scaffolds: [],
    acceptedRewrites: [],
    headerDigest: "h",
    messageStarts: new Int32Array(),
    weightVersion: null,
    logProbSemantics: "raw",
    subAgent: null,
    facts: {},
  };
}
