import type { Answer } from "@/lib/recorder/answer/answer";
import { callClosers } from "@/lib/recorder/answer/one-call";
import { sampleAnswer } from "@/lib/recorder/answer/sample-answer";
import type { ReplyDelta } from "@/lib/wire/protocol";
import type { Job } from "./job";

/** Sends the prompt to the engine. */
export function startSampling(job: Job): AsyncGenerator<readonly ReplyDelta[], Answer> {
  const { engine, model } = job.parts;
  const { oneCall } = job.address;
  return sampleAnswer({
    engine,
    model,
    oneCall,
    tools: job.request.tools,
    stopStrings: job.request.sampling.stop,
    request: {
      requestId: job.call.key,
      promptIds: job.prompt.ids,
      sampling: job.sampling,
      stopTokenIds: oneCall ? [...model.stopTokenIds, ...callClosers(model)] : model.stopTokenIds,
      routingKey: job.session.input.id,
      signal: job.call.signal,
      stream: job.request.stream,
    },
  });
}
