import type { Message } from "@/lib/core/message/message";
import { impossibleLogProb } from "@/lib/core/proof/impossible-log-prob";
import type { RefusalReason, Turn } from "@/lib/core/recording/turn";
import { NO_TURN_FACTS } from "@/lib/core/recording/turn-facts";
import type { TurnInput } from "@/lib/store/store";
import { turnDigest } from "@/lib/store/turns/turn-digest";

/** What another tool's file says of one answer; ids are empty where it holds none. */
export interface ImportedAnswer {
  readonly promptMessages: readonly Message[];
  readonly responseMessage: Message;
  readonly promptIds: Int32Array;
  readonly outputIds: Int32Array;
  readonly outputLogProbs: Float64Array | null;
  readonly finishReason?: Turn["finishReason"];
  /** Tools that were offered; null or absent where the file names none. */
  readonly tools?: Turn["tools"];
  readonly weightVersion?: string | null;
  /** The sub-agent that asked; null or absent for the session's own agent. */
  readonly subAgent?: string | null;
}

function refusalOf({ outputIds, outputLogProbs }: ImportedAnswer): RefusalReason | null {
  if (outputIds.length === 0) return "no_token_ids";
  return impossibleLogProb(outputLogProbs) === null ? null : "impossible_log_probs";
}

/** A turn of which nothing else is known. One without ids has a place in the tree and trains nothing. */
export function importedTurn(answer: ImportedAnswer): TurnInput {
  const { promptIds, outputIds, outputLogProbs } = answer;
  const { promptMessages, responseMessage } = answer;
  return {
    promptIds,
    digest: turnDigest(promptIds, outputIds, outputLogProbs),
    createdAt: Date.now(),
    turn: {
      promptMessages,
      responseMessage,
      outputIds,
      outputLogProbs,
      finishReason: answer.finishReason ?? (responseMessage.tool_calls?.length ? "tool_calls" : "stop"),
      matchedStop: null,
      illFormed: null,
      delivery: "delivered",
      deliveries: 1,
      auxiliary: "none",
      amendment: null,
      retryOf: null,
      promptBuild: "engine",
      refusal: refusalOf(answer),
      scaffolds: [],
      acceptedRewrites: [],
      headerDigest: "",
      messageStarts: new Int32Array(0),
      weightVersion: answer.weightVersion ?? null,
      logProbSemantics: "unknown",
      subAgent: answer.subAgent ?? null,
      ...NO_TURN_FACTS,
      tools: answer.tools ?? null,
    },
  };
}
