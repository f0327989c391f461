import type { Policy } from "@/lib/core/policy/policy";

/** How a turn's prompt joins the builder before it; `from` is the first position whose ids the prompt replaces. */
export type DriftVerdict =
  | { readonly verdict: "clean" }
  | { readonly verdict: "realign"; readonly from: number }
  | { readonly verdict: "fork" };

/** Lengths in tokens of the compared sequences. The builder holds exactly the sequence of its last turn. */
export interface DriftLengths {
  readonly heldPromptLength: number;
  readonly heldOutputLength: number;
  /** Common prefix of the held sequence and the new prompt. */
  readonly commonPrefix: number;
  /** Output length of the turn whose prompt this is. */
  readonly outputLength: number;
}

/**
 * Rule 5 of docs/samples.md, and its repair of THUDM/slime issue 2338 (`slime-repaired`). In the repair the threshold
 * looks at the tail that drifted instead of at the answer that comes next. Nothing before the first divergent token is
 * given up.
 *
 * @example
 * const facts = { heldPromptLength: 10, heldOutputLength: 5, commonPrefix: 12, outputLength: 2000 };
 * judgeDrift(facts, BUILT_IN_POLICIES["slime"]);          // { verdict: "fork" }
 * judgeDrift(facts, BUILT_IN_POLICIES["slime-repaired"]); // { verdict: "realign", from: 12 }
 */
export function judgeDrift(
  facts: DriftLengths,
  policy: Pick<Policy, "drift" | "fork_threshold_tokens">,
): DriftVerdict {
  const held = facts.heldPromptLength + facts.heldOutputLength;
  if (facts.commonPrefix === held) return { verdict: "clean" };
  if (facts.commonPrefix < facts.heldPromptLength) return { verdict: "fork" };
  switch (policy.drift) {
    case "fork":
      return { verdict: "fork" };
    case "slime":
      return facts.outputLength < policy.fork_threshold_tokens
        ? { verdict: "realign", from: facts.heldPromptLength }
        : { verdict: "fork" };
    case "slime-repaired":
      return held - facts.commonPrefix < policy.fork_threshold_tokens
        ? { verdict: "realign", from: facts.commonPrefix }
        : { verdict: "fork" };
    default:
      return policy.drift satisfies never;
  }
}
