import type { JsonObject } from "@/lib/core/json/json-value";
import type { ListedModel } from "@/lib/recorder/models/listed-models";
import { CallError } from "./call-error";

/** The models, in a list that reads as OpenAI's and as Anthropic's at once. */
export function modelList(models: readonly [ListedModel, ...ListedModel[]]): Response {
  return Response.json({
    object: "list",
    data: models.map(modelObject),
    has_more: false,
    first_id: models[0].name,
    last_id: (models.at(-1) ?? models[0]).name,
  });
}

/**
 * `GET …/v1/models/{model}`, in a shape that reads as OpenAI's and as Anthropic's at once.
 *
 * @throws CallError 404 for any other name than a served model's.
 */
export function modelNamed(name: string, models: readonly [ListedModel, ...ListedModel[]]): Response {
  const found = models.find((model) => model.name === name);
  if (found !== undefined) return Response.json(modelObject(found));
  throw new CallError({
    status: 404,
    kind: "not_found",
    code: "model_not_found",
    message: `There is no model ${JSON.stringify(name)} here: ${JSON.stringify(models[0].name)} answers every call that names no other.`,
    param: "model",
  });
}

function modelObject({ name, contextTokens }: ListedModel): JsonObject {
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
