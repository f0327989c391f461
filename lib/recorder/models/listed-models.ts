import type { ServedModels } from "./served-models";

/** A model in the list that clients read. */
export interface ListedModel {
  readonly name: string;
  /** Length of prompt and answer together, in tokens, as the engine serves it. */
  readonly contextTokens: number;
}

/** The models that a call may name, that of the settings first. Those that drain are left out. */
export async function listedModels(models: ServedModels): Promise<readonly [ListedModel, ...ListedModel[]]> {
  const [own, ...others] = await Promise.all(
    [models.own, ...(await models.all()).filter((served) => served !== models.own && !served.isDraining)].map(
      async ({ name, context }): Promise<ListedModel> => ({ name, contextTokens: await context.tokens() }),
    ),
  );
  return [own ?? { name: models.own.name, contextTokens: await models.own.context.tokens() }, ...others];
}
