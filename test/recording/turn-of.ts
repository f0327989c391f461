import type { Turn } from "@/lib/core/recording/turn";
import { NO_TURN_FACTS } from "@/lib/core/recording/turn-facts";
import { assistant, user } from "./messages";

/** A turn for a test: proven, delivered, with a log-prob of -1 per sampled token, and whatever is given instead. */
export function turnOf(given: Partial<Turn> = {}): Turn {
  const { index = 1, outputIds = new Int32Array() } = given;
  return {
    index,
    promptMessages: [user("go")],
    responseMessage: assistant(`answer ${index}`),
    outputIds,
    outputLogProbs: new Float64Array(outputIds.length).fill(-1),
    finishReason: "stop",
    matchedStop: null,
    illFormed: null,
    delivery: "delivered",
    auxiliary: "none",
    amendment: null,
    deliveries: 1,
    retryOf: null,
    promptBuild: "graft",
    refusal: null,
    scaffolds: [],
    acceptedRewrites: [],
    headerDigest: "",
    messageStarts: new Int32Array(),
    weightVersion: null,
    logProbSemantics: "raw",
    subAgent: null,
    ...NO_TURN_FACTS,
    ...given,
  };
}
