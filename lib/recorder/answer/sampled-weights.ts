import { writeWeightSpans } from "@/lib/core/recording/generation-part";
import { coversTokens, firstSpans, joinedSpans, type WeightSpan } from "@/lib/core/recording/weight-span";
import type { Answer } from "./answer";

/** What an engine said of the weights that sampled an answer. */
interface ToldWeights {
  readonly spans: readonly WeightSpan[] | null;
  readonly version: string | null;
}

/** The tokens of an answer. */
interface AnswerTokens {
  readonly received: number;
  /** Those that belong to the answer, the first of the received. */
  readonly kept: number;
  /** Whether the weights of each token are asked for. */
  readonly asked: boolean;
}

/**
 * The weights of an answer as they are recorded. Spans count only where they cover the received ids without gaps, and
 * stand only where they are asked for. Of others it is recorded that they are unplaced: no version is that of every
 * token.
 */
export function sampledWeights(
  { spans, version }: ToldWeights,
  { received, kept, asked }: AnswerTokens,
): Pick<Answer, "weightVersion" | "weightSpans" | "unplacedWeights"> {
  if (spans === null) return { weightVersion: version, weightSpans: null, unplacedWeights: null };
  const unplaced = { weightVersion: null, weightSpans: null };
  if (!coversTokens(spans, received)) return { ...unplaced, unplacedWeights: writeWeightSpans(spans) };
  const fitting = joinedSpans(firstSpans(spans, kept));
  const [first, ...others] = fitting;
  if (others.length === 0) {
    return { weightVersion: first?.version ?? version, weightSpans: null, unplacedWeights: null };
  }
  if (!asked) return { ...unplaced, unplacedWeights: fitting.map(({ version }) => version) };
  return { weightVersion: fitting.at(-1)?.version ?? null, weightSpans: fitting, unplacedWeights: null };
}
