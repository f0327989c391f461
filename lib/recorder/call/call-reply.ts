import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import type { Answer } from "@/lib/recorder/answer/answer";
import { mintReplyId } from "@/lib/recorder/answer/mint-ids";
import type { LanguageModel } from "@/lib/text/language-model";
import type { CallReply, ToldLogProb } from "@/lib/wire/protocol";
import type { Job } from "./job";

/** What a reply is printed from: of a call, whose turn may have been recorded long ago. */
interface ReplyCall extends Pick<Job, "request"> {
  readonly call: Pick<Job["call"], "key" | "receivedAt">;
  readonly prompt: Pick<Job["prompt"], "ids">;
  readonly parts: Pick<Job["parts"], "model">;
}

type ReplyAnswer = Pick<
  Answer,
  "message" | "finishReason" | "matchedStop" | "outputIds" | "logProbs" | "topLogProbs" | "cachedTokens"
>;

function toldToken({ id, logProb }: TokenLogProb, model: LanguageModel): ToldLogProb {
  return { token: model.decode([id]), bytes: Array.from(model.tokenBytes(id)), logProb };
}

function tokenLogProbs(answer: ReplyAnswer, model: LanguageModel): CallReply["logProbs"] {
  const { logProbs, topLogProbs } = answer;
  if (logProbs === null) return null;
  return Array.from(answer.outputIds, (id, position) => ({
    ...toldToken({ id, logProb: logProbs[position] ?? Number.NaN }, model),
    top: (topLogProbs?.[position] ?? []).map((token) => toldToken(token, model)),
  }));
}

/** The answer as any protocol can print it. */
export function callReply(job: ReplyCall, answer: ReplyAnswer): CallReply {
  return {
    id: mintReplyId(job.request.protocol, job.call.key),
    model: job.request.model,
    created: Math.floor(job.call.receivedAt / 1000),
    message: answer.message,
    finishReason: answer.finishReason,
    matchedStop: answer.matchedStop,
    promptTokens: job.prompt.ids.length,
    completionTokens: answer.outputIds.length,
    reasoningTokens: job.parts.model.countReasoning(answer.outputIds, answer.message),
    tokenIds: job.request.wishes.returnTokenIds ? { prompt: job.prompt.ids, output: answer.outputIds } : null,
    cachedTokens: answer.cachedTokens,
    logProbs: job.request.logProbs ? tokenLogProbs(answer, job.parts.model) : null,
  };
}
