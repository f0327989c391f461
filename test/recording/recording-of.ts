import { promptsFromArrays } from "@/lib/core/recording/prompts-from-arrays";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { assistant, user } from "./messages";

/** One turn of a recording for a test: what matters to it, and defaults for the rest. */
export type TurnSketch = Partial<Omit<Turn, "outputIds" | "index">> & {
  readonly prompt: readonly number[];
  readonly output: readonly number[];
};

/** A recording of sketched turns: delivered, proven, with a log-prob of -1 per sampled token. */
export function recordingOf(...sketches: readonly TurnSketch[]): Recording {
  const turns = sketches.map(({ prompt: _, output, ...given }, at): Turn => {
    return {
      index: at + 1,
      promptMessages: [user("go")],
      responseMessage: assistant(`answer ${at + 1}`),
      outputIds: Int32Array.from(output),
      outputLogProbs: new Float64Array(output.length).fill(-1),
      finishReason: "stop",
      matchedStop: null,
      illFormed: null,
      delivery: "delivered",
      auxiliary: "none",
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
      facts: {},
      ...given,
    };
  });
  const arrays = sketches.map(({ prompt, output }) => ({
    promptIds: Int32Array.from(prompt),
    outputIds: Int32Array.from(output),
  }));
  return { turns, prompts: promptsFromArrays(arrays) };
}
