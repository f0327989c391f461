import { partitionPoint } from "@/lib/core/base/partition-point";
import type { LanguageModel } from "@/lib/text/language-model";

/** Where an answer ends because a stop string of the client's stands there. */
export interface StopStringCut {
  readonly stop: string;
  /** Ids through the one that completes the stop string. */
  readonly keptIds: number;
}

function firstStop(text: string, stops: readonly string[]): string | null {
  const found = stops
    .map((stop) => ({ stop, at: text.indexOf(stop) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at);
  return found[0]?.stop ?? null;
}

/**
 * Finds the client's stop strings in an answer. Engines are never sent them, since they would match on text of their
 * own making; the ids end with the one that completes the string, as SGLang's do.
 */
export function cutAtStopString(
  ids: Int32Array,
  stops: readonly string[],
  model: LanguageModel,
): StopStringCut | null {
  const wanted = stops.filter((stop) => stop !== "");
  const stop = wanted.length === 0 ? null : firstStop(model.decode(ids), wanted);
  if (stop === null) return null;
  const last = partitionPoint(ids, (_, at) => !model.decode(ids.subarray(0, at + 1)).includes(stop));
  return { stop, keptIds: last + 1 };
}
