import { policyWords } from "@/components/marks/policy-words";
import { formatReward, formatShare } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import type { ComparisonSide, SideFigures } from "@/lib/core/compare/comparison";

/** A figure of both sides, and how the second differs from the first. */
export interface FigureRow {
  readonly name: string;
  readonly meaning: string;
  readonly a: string;
  readonly b: string;
  /** Empty where they are the same or are no numbers. */
  readonly difference: string;
}

const COUNTED: readonly {
  readonly key: keyof SideFigures;
  readonly name: string;
  readonly meaning: string;
}[] = [
  { key: "turns", name: "Turns", meaning: "Model calls recorded" },
  {
    key: "forks",
    name: "Forks",
    meaning: "Places where a prompt left what was held and opened another branch or sample",
  },
  {
    key: "drift_spans",
    name: "Realigned spans",
    meaning: "Stretches of sampled tokens that gave way to a prompt",
  },
  {
    key: "drift_suffered",
    name: "Changed tokens",
    meaning: "Held tokens that rendered prompts changed, summed over turns",
  },
  {
    key: "drift_spared",
    name: "Spared tokens",
    meaning: "Tokens that grafted prompts kept and a full render would have changed, each once",
  },
  { key: "samples", name: "Samples", meaning: "Training samples under the side's policy" },
  { key: "sampled", name: "Sampled tokens", meaning: "What the model sampled in all" },
  { key: "trained", name: "Trained tokens", meaning: "Sampled tokens that some sample trains" },
  { key: "realigned", name: "Realigned tokens", meaning: "Sampled tokens that gave up their signal" },
  {
    key: "refused",
    name: "Refused tokens",
    meaning: "Sampled tokens not proven, or without what training needs",
  },
  { key: "dropped", name: "Dropped tokens", meaning: "Sampled tokens in no sample" },
  { key: "longest_sample", name: "Longest sample", meaning: "Tokens of the longest sample" },
  {
    key: "total_tokens",
    name: "To process",
    meaning: "Tokens of all samples together: the work of a trainer",
  },
];

/**
 * The figures of two sides, with the yield and the reward.
 *
 * @example
 * figureRows(a, b).find(({ name }) => name === "Samples"); // { a: "3", b: "1", difference: "−2", … }
 */
export function figureRows(a: ComparisonSide, b: ComparisonSide): readonly FigureRow[] {
  const counted = COUNTED.map(({ key, name, meaning }): FigureRow => {
    const [left, right] = [a.figures[key], b.figures[key]];
    return { name, meaning, a: formatCount(left), b: formatCount(right), difference: signed(right - left) };
  });
  const share = ({ figures }: ComparisonSide) => formatShare(figures.trained, figures.sampled);
  const reward = ({ session }: ComparisonSide) => formatReward(session.reward);
  const rewards = [a.session.reward, b.session.reward];
  const [ra, rb] = rewards;
  const yieldRow = {
    name: "Yield",
    meaning: "Trained tokens of those sampled",
    a: share(a),
    b: share(b),
    difference: points(b) === points(a) ? "" : `${signed(points(b) - points(a), 1)} points`,
  };
  const policyRow = {
    name: "Policy",
    meaning: "The policy of this side, its threshold where it has one, and the settings that are changed",
    a: policyWords(a.policy),
    b: policyWords(b.policy),
    difference: "",
  };
  const rewardRow = {
    name: "Reward",
    meaning: "As the trainer gave it when the session finished",
    a: reward(a),
    b: reward(b),
    difference: typeof ra === "number" && typeof rb === "number" ? signed(rb - ra, 4) : "",
  };
  return [policyRow, ...counted.slice(0, 8), yieldRow, ...counted.slice(8), rewardRow];
}

function points({ figures: { trained, sampled } }: ComparisonSide): number {
  return sampled === 0 ? 0 : Math.round((trained / sampled) * 1000) / 10;
}

function signed(difference: number, digits = 0): string {
  const rounded = Number(difference.toFixed(digits));
  if (rounded === 0) return "";
  const size = Math.abs(rounded);
  return `${rounded > 0 ? "+" : "−"}${digits === 0 ? formatCount(size) : String(size)}`;
}
