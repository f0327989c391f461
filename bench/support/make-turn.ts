import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";
import { turnOf } from "@/test/recording/turn-of";

/** A turn that was proven and delivered, and called a tool. */
export function makeTurn(index: number, promptMessages: readonly Message[], outputIds: Int32Array): Turn {
  return turnOf({
    index,
    promptMessages,
    outputIds,
    outputLogProbs: new Float64Array(outputIds.length).fill(-0.25),
    finishReason: "tool_calls",
    headerDigest: "h",
  });
}
