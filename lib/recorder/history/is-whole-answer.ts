import type { SampledTurn } from "./tree-node";

/** Whether an answer came to its end, and its reply can be printed again. */
export function isWholeAnswer({ recorded }: SampledTurn): boolean {
  const { responseMessage, finishReason, callKey, receivedAt } = recorded;
  const isCut = finishReason === "abort" || finishReason === "error";
  return responseMessage !== null && !isCut && callKey !== null && receivedAt !== null;
}
