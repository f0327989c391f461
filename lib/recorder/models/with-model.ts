import { askForFitting } from "@/lib/text/prompt/fit-messages";
import type { ServedModel } from "./served-model";
import type { ServedModels } from "./served-models";

/** What a call's parts say of its model. */
interface ModelParts extends Pick<ServedModel, "engine" | "model"> {
  readonly models: ServedModels;
}

/**
 * Chooses the model of a call, and hands the call its engine and its text side in the place of those of the settings.
 *
 * @param called The model that the call names.
 * @param session The model that its session names.
 */
export async function withModel<Parts extends ModelParts, Pipeline extends { readonly parts: Parts }>(
  pipeline: Pipeline & { readonly parts: Parts },
  called: string,
  session: string,
): Promise<Pipeline & { readonly served: ServedModel }> {
  const { parts } = pipeline;
  const served = await parts.models.chosen(called, session);
  await askForFitting(served.model);
  return { ...pipeline, served, parts: { ...parts, engine: served.engine, model: served.model } };
}
