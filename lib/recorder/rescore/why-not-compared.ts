import type { Turn } from "@/lib/core/recording/turn";

/** What of a turn is scored again. */
export type ScorableTurn = Pick<
  Turn,
  | "outputIds"
  | "outputLogProbs"
  | "logProbSemantics"
  | "sampling"
  | "constraints"
  | "weightVersion"
  | "weightSpans"
  | "served"
>;

/**
 * Why the log-probs of a turn cannot be held against the model's own; null when they can. Those of a `raw` engine are
 * the model's own whatever the temperature; those of a `temperature_scaled` one are at temperature 1, and at 0, where
 * SGLang divides by 1.
 */
export function whyNotCompared(turn: ScorableTurn): string | null {
  const { outputIds, outputLogProbs, logProbSemantics, sampling, constraints, weightSpans, served } = turn;
  if (outputIds.length === 0) return "nothing sampled";
  if (outputLogProbs === null) return "no log-probs";
  if (served !== null) return `sampled by ${served.model}`;
  if (constraints !== null && constraints.length > 0) return constraints[0]?.kind ?? "constrained";
  if (new Set(weightSpans?.map(({ version }) => version)).size > 1) return "several weights";
  switch (logProbSemantics) {
    case "raw":
      return null;
    case "temperature_scaled": {
      if (sampling === null) return "sampling not recorded";
      const { temperature, repetitionPenalty, frequencyPenalty, presencePenalty } = sampling;
      if (temperature !== 1 && temperature !== 0) return `temperature ${temperature}`;
      const isFree = repetitionPenalty === 1 && frequencyPenalty === 0 && presencePenalty === 0;
      return isFree ? null : "penalties";
    }
    case "post_sampling":
    case "unknown":
      return `log-probs ${logProbSemantics}`;
    default:
      return logProbSemantics satisfies never;
  }
}
