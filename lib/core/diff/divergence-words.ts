import { formatCount, plural } from "@/lib/core/base/format-count";
import type { DivergenceOutcome } from "./divergence-outcome";
import type { PromptDivergence } from "./prompt-divergence";

/**
 * The facts of a divergence and what the policy makes of it, as sentences.
 *
 * @param differing held tokens that the prompt does not have.
 *
 * @example
 * // "Turn 7's prompt matches the 12,418 held tokens up to 12,391; of the 27 that follow 2 differ, inside turn 6's answer (starts 12,380).
 * //  Turn 7's answer is 48 tokens < threshold 64 → realign: 38 held tokens lose their signal."
 */
export function divergenceWords(
  divergence: PromptDivergence,
  outcome: DivergenceOutcome,
  differing: number,
): string {
  return outcome.kind === "clean"
    ? `Turn ${divergence.turn}'s prompt begins with all ${formatCount(divergence.held_length)} tokens that turn ${divergence.held_turn} left: nothing differs.`
    : `${whereItParts(divergence, differing)} ${whatBecomesOfIt(divergence, outcome)}`;
}

function whereItParts(divergence: PromptDivergence, differing: number): string {
  const { turn, held_turn, held_length, common, answer_start } = divergence;
  const left = held_length - common;
  if (left === 0) {
    return `Turn ${turn}'s prompt begins with all ${formatCount(held_length)} tokens that turn ${held_turn} left, though its messages are not the same.`;
  }
  const side = common >= answer_start ? "inside" : "before";
  return `Turn ${turn}'s prompt matches the ${plural(held_length, "held token")} up to ${formatCount(common)}; ${whatDiffers(left, differing)}, ${side} turn ${held_turn}'s answer (starts ${formatCount(answer_start)}).`;
}

/** What follows the first difference is mostly the same tokens again, each at another place. */
function whatDiffers(left: number, differing: number): string {
  if (left === differing) return plural(left, "differs", "differ");
  return `of the ${formatCount(left)} that follow ${plural(differing, "differs", "differ")}`;
}

function whatBecomesOfIt(
  { turn, held_turn }: PromptDivergence,
  outcome: Exclude<DivergenceOutcome, { kind: "clean" }>,
): string {
  switch (outcome.kind) {
    case "realign":
      return `${measure(turn, outcome)} < threshold ${formatCount(outcome.threshold)} → realign: ${plural(outcome.lost, "held token loses its", "held tokens lose their")} signal.`;
    case "merge":
      return `Turn ${held_turn}'s answer is ${plural(outcome.size, "token")} < threshold ${formatCount(outcome.threshold)} → merge: the client's rewrite takes its place, and what turn ${held_turn} sampled is in no sample.`;
    case "fork":
      return `${whyItForks(turn, outcome)} → fork: turn ${turn} opens a sample of its own, and what turn ${held_turn} sampled stays in another.`;
    default:
      return outcome satisfies never;
  }
}

function whyItForks(turn: number, outcome: Extract<DivergenceOutcome, { kind: "fork" }>): string {
  switch (outcome.because) {
    case "messages":
      return "The messages themselves part here";
    case "before_answer":
      return "Tokens before the answer changed, which no policy realigns";
    case "policy":
      return "This policy realigns nothing";
    case "size":
      return `${measure(turn, outcome)} ≥ threshold ${formatCount(outcome.threshold)}`;
    default:
      return outcome satisfies never;
  }
}

function measure(
  turn: number,
  { measured, size }: { readonly measured: "answer" | "tail"; readonly size: number },
): string {
  return measured === "answer"
    ? `Turn ${turn}'s answer is ${plural(size, "token")}`
    : `The tail that differs is ${plural(size, "token")}`;
}
