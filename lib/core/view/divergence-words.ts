import type { PromptDivergence } from "./prompt-divergence";

const WHOLE = new Intl.NumberFormat("en-US");
const count = (value: number): string => WHOLE.format(value);

/**
 * The facts of a divergence as sentences.
 *
 * @example
 * // "Turn 7's prompt matches the 12,418 held tokens up to 12,391; 27 of them are not continued, inside turn 6's
 * //  answer (which starts at 12,380). …"
 */
export function divergenceWords(divergence: PromptDivergence, threshold: number): string {
  const { turn, held_turn, held_length, common, answer_start, answer_length, output_length, verdict } =
    divergence;
  if (verdict === "clean") {
    return `Turn ${turn}'s prompt begins with all ${count(held_length)} tokens that turn ${held_turn} left: nothing drifted.`;
  }
  const inside =
    common >= answer_start
      ? `inside turn ${held_turn}'s answer (which starts at ${count(answer_start)})`
      : `before turn ${held_turn}'s answer (which starts at ${count(answer_start)})`;
  const matches = `Turn ${turn}'s prompt matches the ${count(held_length)} held tokens up to ${count(common)}; ${count(held_length - common)} are not continued, ${inside}.`;
  if (verdict === "realigned") {
    return `${matches} Turn ${turn}'s answer has ${count(output_length)} tokens, fewer than the threshold of ${count(threshold)}, so the sample follows the prompt: ${count(answer_length)} held tokens lose their signal.`;
  }
  return `${matches} The prompt opens a sample of its own; what turn ${held_turn} sampled stays in the other one.`;
}
