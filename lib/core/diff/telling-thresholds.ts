import type { DivergenceOutcome } from "./divergence-outcome";
import type { PromptDivergence } from "./prompt-divergence";

/** The two fork thresholds between which a divergence becomes another thing. In tokens. */
export interface TellingThresholds {
  /** The largest at which it forks. */
  readonly forks: number;
  /** The smallest at which it is realigned or merged. */
  readonly heals: number;
}

/**
 * Which thresholds tell something of a divergence: any other gives what one of these gives. Null where no threshold
 * changes it, as where the messages themselves part. Under a policy that heals nothing they are those of slime.
 *
 * @example
 * // the answer after a drift has 48 tokens
 * tellingThresholds(divergence, outcome); // { forks: 48, heals: 49 }
 */
export function tellingThresholds(
  { output_length }: Pick<PromptDivergence, "output_length">,
  outcome: DivergenceOutcome,
): TellingThresholds | null {
  const size = comparedSize(output_length, outcome);
  return size === null ? null : { forks: size, heals: size + 1 };
}

function comparedSize(answer: number, outcome: DivergenceOutcome): number | null {
  switch (outcome.kind) {
    case "clean":
      return null;
    case "realign":
    case "merge":
      return outcome.size;
    case "fork":
      if (outcome.because === "size") return outcome.size;
      return outcome.because === "policy" ? answer : null;
    default:
      return outcome satisfies never;
  }
}
