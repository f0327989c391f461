import { DECISIVE_BIAS, type GenerateWireRequest } from "./generate-request";
import { type Random, seededRandom } from "./random";
import type { SimAnswer } from "./sim-answer";
import { tokeniseAnswer, withoutBanned } from "./tokenise-answer";
import type { SimVocabulary } from "./vocabulary";

export type SimFinish =
  | { readonly type: "stop"; readonly matched: number | string }
  | { readonly type: "length"; readonly length: number };

/** Everything that one generation will sample, drawn before the first token is sent. */
export interface SamplingPlan {
  readonly ids: readonly number[];
  /** In nats, one per id, of 32-bit precision as an engine computes them. */
  readonly logProbs: readonly number[];
  readonly finish: SimFinish;
}

/** Draws the ids and log-probs of an answer, as far as the request's limits let it go. */
export function planSampling(
  request: GenerateWireRequest,
  text: string,
  answer: SimAnswer,
  vocabulary: SimVocabulary,
  seed: number,
): SamplingPlan {
  const random = seededRandom(
    Number(BigInt.asIntN(32, BigInt(request.sampling_params.sampling_seed ?? seed))),
  );
  const limit = request.sampling_params.max_new_tokens;
  const sampled = withoutBanned(drawIds(text, answer, vocabulary, random), bannedIds(request), vocabulary);
  const stop = answer.stop === "none" ? undefined : stopId(answer.stop, request, vocabulary);
  const ends = stop !== undefined && !request.sampling_params.ignore_eos;
  if (ends) sampled.push(stop);
  const cut = sampled.length > limit || !ends;
  const ids = sampled.slice(0, limit);
  return {
    ids,
    logProbs: ids.map(() => drawLogProb(random)),
    finish:
      cut || stop === undefined ? { type: "length", length: ids.length } : { type: "stop", matched: stop },
  };
}

/** The ids that a request's logit bias keeps from being sampled. */
function bannedIds({ sampling_params: { logit_bias: bias } }: GenerateWireRequest): ReadonlySet<number> {
  const banned = Object.entries(bias ?? {}).filter(([, value]) => value <= -DECISIVE_BIAS);
  return new Set(banned.map(([id]) => Number(id)));
}

/** A vocabulary of another family does not know the name; then the first stop that the request names ends it. */
function stopId(name: string, request: GenerateWireRequest, vocabulary: SimVocabulary): number | undefined {
  return vocabulary.special.get(name) ?? request.sampling_params.stop_token_ids?.[0];
}

function drawIds(text: string, answer: SimAnswer, vocabulary: SimVocabulary, random: Random): number[] {
  if (answer.ids !== undefined) return Array.from({ length: answer.repeat }, () => answer.ids ?? []).flat();
  return tokeniseAnswer(text.repeat(answer.repeat), answer.tokenisation, vocabulary, random);
}

/** Most tokens are nearly certain, some are not: roughly what a trained model shows. */
function drawLogProb(random: Random): number {
  const surprise = -Math.log(1 - random()) * random() ** 3;
  return Math.fround(-(surprise + 1e-5));
}
