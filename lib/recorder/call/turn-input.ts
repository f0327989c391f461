import { withoutSecrets } from "@/lib/core/json/without-secrets";
import { proveEnginePrompt } from "@/lib/core/proof/prove-engine-prompt";
import { type FactsForPeople, factsForPeople } from "@/lib/core/recording/facts-for-people";
import type { Delivery, RefusalReason } from "@/lib/core/recording/turn";
import type { ServedBy, TurnFacts } from "@/lib/core/recording/turn-facts";
import type { Answer } from "@/lib/recorder/answer/answer";
import { unmetDemands } from "@/lib/recorder/answer/unmet-demands";
import type { ServedModel } from "@/lib/recorder/models/served-model";
import type { TurnInput } from "@/lib/store/store";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import type { Job } from "./job";

/** Whether the engine said nothing of the prompt that it saw: no word is no proof. */
function isSilent({ enginePromptTokens, promptIdsAgree, outputIds }: Answer): boolean {
  return enginePromptTokens === null && promptIdsAgree === null && outputIds.length > 0;
}

/**
 * The engine's own word for the prompt, by its count or by the ids it echoes, is the last proof; null when it holds. An
 * id that the tokenizer does not have shows that the engine runs another; a server passed through may do so.
 */
function refusalOf(job: Job, answer: Answer): RefusalReason | null {
  const { unproven } = answer;
  // Without ids there is nothing that a count could be compared with.
  if (unproven === "no_token_ids" || unproven === "unreadable_reply") return unproven;
  const proof = proveEnginePrompt(job.prompt.ids, {
    promptTokens: answer.enginePromptTokens,
    promptIds: null,
  });
  if (proof.type === "refused" || answer.promptIdsAgree === false) return "engine_count_disagrees";
  if (unproven !== null) return unproven;
  if (job.prompt.build !== "engine" && isSilent(answer)) return "prompt_unconfirmed";
  const { vocabularySize } = job.parts.model;
  const isUnknown = job.prompt.build !== "engine" && answer.outputIds.some((id) => id >= vocabularySize);
  return isUnknown ? "id_outside_vocabulary" : null;
}

function turnFacts(job: Job, answer: Answer): TurnFacts {
  const { request, prompt } = job;
  return {
    callKey: job.call.key,
    responseState: request.responseState,
    receivedAt: job.call.receivedAt,
    asked: { body: job.call.marks.body, idempotencyKey: job.call.marks.idempotencyKey },
    client: job.address.clientLabel,
    tools: request.tools,
    templateArguments: request.templateArguments,
    toolChoice: request.toolChoice,
    request: withoutSecrets(request.facts),
    clientHeaders: job.address.clientHeaders,
    sideCall: job.told.sideCall,
    sampling: { ...job.sampling, stop: request.sampling.stop },
    constraints: job.limits.constraints.length === 0 ? null : job.limits.constraints,
    weightSpans: answer.weightSpans,
    segments: answer.segments,
    evidence: answer.evidence.length === 0 ? null : answer.evidence.map(({ column }) => column),
    completeness: answer.completeness,
    unreadReply: answer.unreadReply,
    generationStart: prompt.generationStart,
    graft: {
      anchor: prompt.anchor,
      refusal: prompt.refusal?.cause ?? null,
      detail: prompt.refusal?.detail ?? null,
    },
    engine: {
      cachedTokens: answer.cachedTokens,
      withheldCalls: null,
      unplacedWeights: answer.unplacedWeights,
    },
    served: servedBy(job.served),
    audit: null,
    promptMs: rounded(job.promptMs),
    engineMs: rounded(answer.engineMs),
    facts: othersOf(job, answer),
  };
}

function servedBy({ from, name: model, tokenizer, adapter, trains }: ServedModel): ServedBy | null {
  return from === "settings" ? null : { model, tokenizer, adapter, trains };
}

/** The other facts, with a null in the place of each that stands above. */
function othersOf(job: Job, answer: Answer): FactsForPeople {
  const { request, parts } = job;
  const withoutEffect = [...job.withoutEffect, ...unmetDemands(request, answer)];
  return factsForPeople({
    call: null,
    protocol: request.protocol,
    model: request.model,
    stream: request.stream,
    tools: null,
    tool_choice: null,
    template_arguments: null,
    sampling: null,
    ...(job.limits.constraints.length === 0 ? {} : { constraints: null }),
    request: null,
    ...(job.told.sideCall === null ? {} : { side_call: null }),
    ...(withoutEffect.length === 0 ? {} : { without_effect: withoutEffect }),
    ...(answer.weightSpans === null ? {} : { weight_spans: null }),
    ...(answer.evidence.length === 0 ? {} : { evidence: null }),
    ...(answer.segments === null ? {} : { segments: null }),
    ...(answer.completeness === null ? {} : { completeness: null }),
    ...(answer.unreadReply === null ? {} : { unread_reply: null }),
    client: null,
    client_headers: null,
    ...(job.served.from === "settings" ? {} : { served: null }),
    generation_start: null,
    graft: null,
    engine: {
      name: parts.engine.name,
      prompt_tokens: answer.enginePromptTokens,
      cached_tokens: null,
      ...(answer.unplacedWeights === null ? {} : { unfit_weight_versions: null }),
      ...answer.engineFacts,
    },
    ...(answer.broken === null ? {} : { broken: answer.broken.message }),
    received_at: null,
    prompt_ms: null,
    first_token_ms: answer.firstTokenMs === null ? null : rounded(answer.firstTokenMs),
    engine_ms: null,
  });
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

/** The turn that a call has become: the facts as they are written. */
export function turnInput(job: Job, answer: Answer, delivery: Delivery): TurnInput {
  const { prompt, address } = job;
  return {
    promptIds: prompt.ids,
    digest: turnDigest(prompt.ids, answer.outputIds, answer.logProbs),
    createdAt: Date.now(),
    evidence: answer.evidence.map(({ bytes }) => bytes),
    turn: {
      promptMessages: job.promptMessages,
      responseMessage: answer.unreadReply === null ? answer.message : null,
      outputIds: answer.outputIds,
      outputLogProbs: answer.logProbs,
      finishReason: answer.finishReason,
      matchedStop: answer.matchedStop,
      illFormed: answer.illFormed,
      delivery,
      deliveries: 1,
      auxiliary: job.told.kind,
      amendment: null,
      retryOf: job.retryOf,
      promptBuild: prompt.build,
      refusal: refusalOf(job, answer),
      scaffolds: prompt.scaffolds,
      acceptedRewrites: [...job.rewrites, ...prompt.rewrites],
      headerDigest: job.head,
      messageStarts: prompt.messageStarts,
      weightVersion: answer.weightVersion,
      logProbSemantics: answer.logProbSemantics,
      subAgent: address.subAgent,
      ...turnFacts(job, answer),
    },
  };
}
