import type { DivergenceOutcome } from "./divergence-outcome";
import type { PromptDivergence } from "./prompt-divergence";

const WHOLE = new Intl.NumberFormat("en-US");
const count = (value: number): string => WHOLE.format(value);
const tokens = (value: number): string => `${count(value)} token${value === 1 ? "" : "s"}`;

/**
 * The facts of a divergence and what the policy makes of it, as sentences.
 *
 * @example
 * // "Turn 7's prompt matches the 12,418 held tokens up to 12,391; 27 differ, inside turn 6's answer (starts 12,380).
 * //  Turn 7's answer is 48 tokens < threshold 64 → realign: 38 held tokens lose their signal."
 */
export function divergenceWords(divergence: PromptDivergence, outcome: DivergenceOutcome): string {
  return outcome.kind === "clean"
    ? `Turn ${divergence.turn}'s prompt begins with all ${count(divergence.held_length)} tokens that turn ${divergence.held_turn} left: nothing drifted.`
    : `${whereItParts(divergence)} ${whatBecomesOfIt(divergence, outcome)}`;
}

function whereItParts(divergence: PromptDivergence): string {
  const { turn, held_turn, held_length, common, answer_start } = divergence;
  const left = held_length - common;
  if (left === 0) {
    return `Turn ${turn}'s prompt begins with all ${count(held_length)} tokens that turn ${held_turn} left, though its messages are not the same.`;
  }
  const side = common >= answer_start ? "inside" : "before";
  return `Turn ${turn}'s prompt matches the ${count(held_length)} held tokens up to ${count(common)}; ${count(left)} differ, ${side} turn ${held_turn}'s answer (starts ${count(answer_start)}).`;
}

function whatBecomesOfIt(
  { turn, held_turn }: PromptDivergence,
  outcome: Exclude<DivergenceOutcome, { kind: "clean" }>,
): string {
  switch (outcome.kind) {
    case "realign":
      return `${measure(turn, outcome)} < threshold ${count(outcome.threshold)} → realign: ${count(outcome.lost)} held ${outcome.lost === 1 ? "token loses its" : "tokens lose their"} signal.`;
    case "merge":
      return `Turn ${held_turn}'s answer is ${tokens(outcome.size)} < threshold ${count(outcome.threshold)} → merge: the client's rewrite takes its place, and what turn ${held_turn} sampled is in no sample.`;
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
      return `${measure(turn, outcome)} ≥ threshold ${count(outcome.threshold)}`;
    default:
      return outcome satisfies never;
  }
}

function measure(
  turn: number,
  { measured, size }: { readonly measured: "answer" | "tail"; readonly size: number },
): string {
  return measured === "answer"
    ? `Turn ${turn}'s answer is ${tokens(size)}`
    : `The drifted tail is ${tokens(size)}`;
}
