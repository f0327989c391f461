import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonValue } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import type { LogitBias } from "@/lib/core/recording/logit-bias";
import type { SamplingConstraint } from "@/lib/core/recording/turn-facts";
import type { LanguageModel } from "@/lib/text/language-model";
import type { AnswerFormat } from "@/lib/wire/answer-wishes";
import type { CallRequest } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import type { AnswerLimits } from "./answer-limits";

/** Keeps a token from being sampled on every engine; vLLM takes no less. */
const BANNED = -100;

/**
 * How an answer is kept to what its client asks for. A call that declares no tools, or forbids them, is answered with
 * text alone: the token that opens calls is kept from being sampled where tools stand in the prompt. A call that demands
 * calls, or text of a kind, is answered within a grammar that lets the model reason first.
 *
 * @throws RequestError for a bias of a token that the model does not have, since an engine may end at it, and for a
 * demanded call of a model whose calls nobody knows how to write.
 */
export function limitAnswer(
  request: Pick<CallRequest, "tools" | "wishes" | "sampling">,
  model: LanguageModel,
  takesOneCall: boolean,
  promptIds: Int32Array,
): AnswerLimits {
  const { tools, wishes, sampling } = request;
  const isForbidden = wishes.toolChoice.type === "none";
  const banned = isForbidden && tools.length > 0 ? model.callOpenerIds : [];
  const oneCall = (wishes.oneCall || takesOneCall) && tools.length > 0;
  checkIds(sampling.logitBias, model);
  const grammar = demandedGrammar(request, model, oneCall, promptIds);
  const constraints: SamplingConstraint[] = [
    ...(grammar === null
      ? []
      : causesOf(request).map((cause) => ({ kind: "grammar" as const, cause, ids: null }))),
    ...(banned.length === 0 ? [] : [{ kind: "ban" as const, cause: "tool_choice", ids: banned }]),
    ...(sampling.logitBias.length === 0
      ? []
      : [{ kind: "bias" as const, cause: "logit_bias", ids: sampling.logitBias.map(({ id }) => id) }]),
  ];
  return {
    callsAreText: isForbidden || tools.length === 0,
    oneCall,
    logitBias: [...sampling.logitBias, ...banned.map((id) => ({ id, bias: BANNED }))],
    grammar,
    constraints,
  };
}

/** The fields, by the names of Chat Completions, for which an answer is kept to a grammar. */
function causesOf({ wishes: { toolChoice, format } }: Pick<CallRequest, "wishes">): readonly string[] {
  if (toolChoice.type === "required") return ["tool_choice"];
  return format.type === "text" ? [] : ["response_format"];
}

/** Null where the answer is free. Demanded calls leave no room for text; else text of a kind may stand for calls. */
function demandedGrammar(
  { tools, wishes: { toolChoice, format } }: Pick<CallRequest, "tools" | "wishes">,
  model: LanguageModel,
  atMostOne: boolean,
  promptIds: Int32Array,
): AnswerGrammar | null {
  const text = textGrammar(format);
  if (toolChoice.type !== "required") {
    if (text === null) return null;
    const mayCall = toolChoice.type === "auto" && tools.length > 0;
    return model.demand({ calls: mayCall ? { tools, atMostOne } : null, text }, promptIds);
  }
  const demanded = toolChoice.names;
  const named = demanded === null ? tools : tools.filter((tool) => demanded.includes(toolName(tool)));
  const grammar = model.demand({ calls: { tools: named, atMostOne }, text: null }, promptIds);
  if (grammar !== null) return grammar;
  throw new RequestError(
    `tool_choice demands a call, and nobody knows how a model of the family ${model.family} writes one; ` +
      "send response_format with a json_schema, or set TURNTREE_TOOL_PARSER",
    "tool_choice",
  );
}

function toolName(tool: JsonValue): string {
  return String(objectOf(objectOf(tool).function).name);
}

function textGrammar(format: AnswerFormat): AnswerGrammar | null {
  switch (format.type) {
    case "text":
      return null;
    case "json":
    case "regex":
      return format;
    case "grammar":
      return { type: "rules", grammar: format.grammar };
    case "choice":
      return { type: "oneOf", parts: format.options.map((text) => ({ type: "literal", text })) };
    default:
      return format satisfies never;
  }
}

function checkIds(biases: readonly LogitBias[], { vocabularySize }: LanguageModel): void {
  const unknown = biases.find(({ id }) => id >= vocabularySize);
  if (unknown === undefined) return;
  throw new RequestError(
    `logit_bias names token ${unknown.id}; the model's tokens are 0 to ${vocabularySize - 1}`,
    "logit_bias",
  );
}
