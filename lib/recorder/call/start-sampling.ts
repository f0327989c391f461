import { type EvidenceSettings, readEvidenceSettings } from "@/lib/core/evidence/evidence-settings";
import type { Answer } from "@/lib/recorder/answer/answer";
import { type SampledPart, sampleAnswer } from "@/lib/recorder/answer/sample-answer";
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
  return sampleAnswer({
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
      closingIds: callsAreText ? [] : model.callCloserIds,
      onBroken,
      signal: job.call.signal,
      stream: job.request.stream,
    },
  });
}

/** What evidence the session asks for, or else the server. */
function evidenceOf({ session, parts }: Job): EvidenceSettings {
  return readEvidenceSettings(session.settings.evidence ?? "") ?? parts.settings.evidence;
}
