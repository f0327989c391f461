import type { Policy } from "@/lib/core/policy/policy";
import { judgeDrift } from "@/lib/core/samples/judge-drift";
import type { PromptDivergence } from "./prompt-divergence";

/** The verdict of a policy on a divergence, and the number that decided. Sizes in tokens. */
export type DivergenceOutcome =
  | { readonly kind: "clean" }
  /** The sample follows the prompt from `from` on; `lost` held tokens give up their signal. */
  | {
      readonly kind: "realign";
      readonly from: number;
      readonly lost: number;
      readonly measured: "answer" | "tail";
      readonly size: number;
      readonly threshold: number;
    }
  /** The rewritten answer was short: it is in no sample. */
  | { readonly kind: "merge"; readonly size: number; readonly threshold: number }
  | { readonly kind: "fork"; readonly because: "messages" | "before_answer" | "policy" }
  | {
      readonly kind: "fork";
      readonly because: "size";
      readonly measured: "answer" | "tail";
      readonly size: number;
      readonly threshold: number;
    };

/**
 * Judges a divergence as `linearise` does under the policy.
 *
 * @example
 * // held: a prompt of 10 and an answer of 5; the next prompt has 12 of them in common, its answer has 3 tokens
 * divergenceOutcome(divergence, resolvePolicy("slime")); // { kind: "realign", from: 10, lost: 5, measured: "answer", … }
 */
export function divergenceOutcome(divergence: PromptDivergence, policy: Policy): DivergenceOutcome {
  const { common, answer_start, answer_length, output_length, held_length, relation } = divergence;
  const threshold = policy.fork_threshold_tokens;
  if (relation === "rewrites") return { kind: "merge", size: answer_length, threshold };
  if (relation === "branches") return { kind: "fork", because: "messages" };
  const verdict = judgeDrift(
    {
      commonPrefix: common,
      heldPromptLength: answer_start,
      heldOutputLength: answer_length,
      outputLength: output_length,
    },
    policy,
  );
  const ofAnswer = policy.drift === "slime";
  const size = ofAnswer ? output_length : held_length - common;
  const decided = { measured: ofAnswer ? "answer" : "tail", size, threshold } as const;
  switch (verdict.verdict) {
    case "clean":
      return { kind: "clean" };
    case "realign":
      return { kind: "realign", from: verdict.from, lost: held_length - verdict.from, ...decided };
    case "fork":
      if (common < answer_start) return { kind: "fork", because: "before_answer" };
      if (policy.drift === "fork") return { kind: "fork", because: "policy" };
      return { kind: "fork", because: "size", ...decided };
    default:
      return verdict satisfies never;
  }
}
