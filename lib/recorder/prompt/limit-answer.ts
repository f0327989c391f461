import type { LogitBias } from "@/lib/core/recording/logit-bias";
import type { SamplingConstraint } from "@/lib/core/recording/turn-facts";
import type { LanguageModel } from "@/lib/text/language-model";
import type { CallRequest } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import type { AnswerLimits } from "./answer-limits";

/** Keeps a token from being sampled on every engine; vLLM takes no less. */
const BANNED = -100;

/**
 * How an answer is kept to what its client asks for. A call that declares no tools, or forbids them, is answered with
 * text alone: the token that opens calls is kept from being sampled where tools stand in the prompt.
 *
 * @throws RequestError for a bias of a token that the model does not have: an engine may end at it.
 */
export function limitAnswer(
  request: Pick<CallRequest, "tools" | "wishes" | "sampling">,
  model: LanguageModel,
  takesOneCall: boolean,
): AnswerLimits {
  const { tools, wishes, sampling } = request;
  const isForbidden = wishes.toolChoice.type === "none";
  const banned = isForbidden && tools.length > 0 ? model.callOpenerIds : [];
  checkIds(sampling.logitBias, model);
  const constraints: SamplingConstraint[] = [
    ...(banned.length === 0 ? [] : [{ kind: "ban" as const, cause: "tool_choice", ids: banned }]),
    ...(sampling.logitBias.length === 0
      ? []
      : [{ kind: "bias" as const, cause: "logit_bias", ids: sampling.logitBias.map(({ id }) => id) }]),
  ];
  return {
    callsAreText: isForbidden || tools.length === 0,
    oneCall: (wishes.oneCall || takesOneCall) && tools.length > 0,
    logitBias: [...sampling.logitBias, ...banned.map((id) => ({ id, bias: BANNED }))],
    constraints,
  };
}

function checkIds(biases: readonly LogitBias[], { vocabularySize }: LanguageModel): void {
  const unknown = biases.find(({ id }) => id >= vocabularySize);
  if (unknown === undefined) return;
  throw new RequestError(
    `logit_bias names token ${unknown.id}; the model's tokens are 0 to ${vocabularySize - 1}`,
    "logit_bias",
  );
}
