import { type EvidenceSettings, readEvidenceSettings } from "@/lib/core/evidence/evidence-settings";
import type { Answer } from "@/lib/recorder/answer/answer";
import { type SampledPart, sampleAnswer } from "@/lib/recorder/answer/sample-answer";
import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import { kindOfFailure } from "@/lib/recorder/edge/failure-of";
import type { StageSpan } from "@/lib/trace/call-span";
import type { Job } from "./job";

/**
 * Sends the prompt to the engine.
 *
 * @param onBroken Called when the engine broke the answer off and it waits for the engine to go on.
 */
export function startSampling(
  job: Job,
  onBroken: () => void = () => undefined,
): AsyncGenerator<SampledPart, Answer> {
  const { engine, model } = job.parts;
  const { callsAreText, oneCall, logitBias, grammar } = job.limits;
  const { stop: stopStrings, stopTokenIds, ignoreEos } = job.request.sampling;
  const evidence = evidenceOf(job);
  const { topLogProbs } = job.request.wishes;
  const stage = job.span.begin("engine");
  const sampling = sampleAnswer({
    engine,
    evidence,
    topLogProbs,
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
      topLogProbs: Math.max(topLogProbs, evidence.top),
      evidence: {
        support: evidence.support || evidence.entropy,
        experts: evidence.experts,
        expertsFrom: job.prompt.expertsHeld,
      },
      routingKey: job.session.input.id,
      traceHeaders: stage.headers,
      closingIds: callsAreText ? [] : model.callCloserIds,
      onBroken,
      signal: job.call.signal,
      stream: job.request.stream,
    },
  });
  return job.span.isKept ? watched(sampling, stage) : sampling;
}

/** Tells the stage of the engine when the answer began and ended. */
async function* watched(
  sampling: AsyncGenerator<SampledPart, Answer>,
  stage: StageSpan,
): AsyncGenerator<SampledPart, Answer> {
  let failure: string | undefined = kindOfFailure(new ClientGoneError());
  try {
    const answer = yield* sampling;
    if (answer.firstTokenMs !== null) stage.mark("first_token", answer.firstTokenMs);
    failure = answer.broken === null ? undefined : kindOfFailure(answer.broken);
    return answer;
  } catch (error) {
    failure = kindOfFailure(error);
    throw error;
  } finally {
    stage.end(failure);
  }
}

/** What evidence the session asks for, or else the server. */
function evidenceOf({ session, parts }: Job): EvidenceSettings {
  return readEvidenceSettings(session.settings.evidence ?? "") ?? parts.settings.evidence;
}
