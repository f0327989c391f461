import type { Answer } from "@/lib/recorder/answer/answer";
import { type SampledPart, sampleAnswer } from "@/lib/recorder/answer/sample-answer";
import type { Job } from "./job";

/** Sends the prompt to the engine. */
export function startSampling(job: Job): AsyncGenerator<SampledPart, Answer> {
  const { engine, model } = job.parts;
  const { callsAreText, oneCall, logitBias, grammar } = job.limits;
  const { stop: stopStrings, stopTokenIds, ignoreEos } = job.request.sampling;
  return sampleAnswer({
    engine,
    model,
    callsAreText,
    oneCall,
    tools: job.request.tools,
    stopStrings,
    stopTokenIds,
    request: {
      requestId: job.call.key,
      promptIds: job.prompt.ids,
      sampling: job.sampling,
      stopTokenIds: ignoreEos ? stopTokenIds : [...new Set([...model.stopTokenIds, ...stopTokenIds])],
      logitBias,
      grammar,
      topLogProbs: job.request.wishes.topLogProbs,
      routingKey: job.session.input.id,
      signal: job.call.signal,
      stream: job.request.stream,
    },
  });
}
