import type { JsonObject } from "@/lib/core/json/json-value";
import { CallError } from "./call-error";

/** The one model there is. */
export interface ServedModel {
  readonly name: string;
  /** Length of prompt and answer together, in tokens, as the engine serves it. */
  readonly contextTokens: number;
}

/** The one model there is, in a list that reads as OpenAI's and as Anthropic's at once. */
export function modelList(model: ServedModel): Response {
  return Response.json({
    object: "list",
    data: [modelObject(model)],
    has_more: false,
    first_id: model.name,
    last_id: model.name,
  });
}

/**
 * `GET …/v1/models/{model}`, in a shape that reads as OpenAI's and as Anthropic's at once.
 *
 * @throws CallError 404 for any other name than the served model's.
 */
export function modelNamed(name: string, model: ServedModel): Response {
  if (name === model.name) return Response.json(modelObject(model));
  throw new CallError({
    status: 404,
    kind: "not_found",
    code: "model_not_found",
    message: `There is no model ${JSON.stringify(name)} here: ${JSON.stringify(model.name)} answers every call, whatever model it names.`,
    param: "model",
  });
}

function modelObject({ name, contextTokens }: ServedModel): JsonObject {
  return {
    id: name,
    object: "model",
    type: "model",
    display_name: name,
    created: 0,
    created_at: new Date(0).toISOString(),
    owned_by: "turntree",
    max_model_len: contextTokens,
    max_input_tokens: contextTokens,
  };
}
