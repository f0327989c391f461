import type { GenerateRequest } from "./engine";

/** Added to a logit, it outweighs any other that a model gives; vLLM takes no more than this. */
const FAVOUR = 100;

/** Everything that a request adds to logits, by token id: its biases, and the id that it favours. */
export function addedToLogits({
  logitBias = [],
  favouredId,
}: Pick<GenerateRequest, "logitBias" | "favouredId">): ReadonlyMap<number, number> {
  const added = new Map(logitBias.map(({ id, bias }) => [id, bias]));
  if (favouredId !== undefined) added.set(favouredId, FAVOUR);
  return added;
}
