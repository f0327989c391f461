import { assignRewards, type Rewards } from "./assign-rewards";
import { buildLedger } from "./build-ledger";
import type { BuilderPlan } from "./builder-plan";
import { chainsOf } from "./chains";
import { type Claims, cutLength, decideClaims } from "./claims";
import { foldTurns } from "./fold-turns";
import { type FrozenTree, freezeTree } from "./freeze-tree";
import type { LineariseResult } from "./linearise-result";
import { planBuilders } from "./plan-builders";
import type { Policy } from "./policy";
import type { Recording } from "./recording";
import type { DropReason, Sample } from "./sample";
import { type SpanContext, sampleSpans } from "./sample-spans";
import type { Turn } from "./turn";
import { turnStandings } from "./turn-standings";

/**
 * What a recording teaches under a policy: the tree, the samples as plans, and where every sampled token went. Pure
 * and deterministic; export, API, command line and browser all call it. The rules stand in docs/samples.md. Samples
 * carry the reward that `rewards` and the policy's `reward_mode` give them, null without. Throws `RewardError`.
 *
 * @example
 * const { samples } = linearise(recording, resolvePolicy("slime"), { reward: 1 });
 * const columns = samples.map((sample) => materialiseSample(recording, sample));
 */
export function linearise(
  recording: Recording,
  policy: Policy,
  rewards: Rewards = { reward: null },
): LineariseResult {
  const folded = foldTurns(recording.turns, policy, recording.prompts);
  const tree = freezeTree(folded.root);
  const standing = turnStandings(recording.turns, folded, policy);
  const refusedOf = (turn: number) => standing.get(turn)?.refused ?? [];
  const chains = chainsOf(folded.root, (turn) => standing.get(turn)?.takesPart ?? false);
  const plans = planBuilders(recording, chains, policy);
  const claims = decideClaims(plans, refusedOf, policy);
  let sampleCount = 0;
  const sampleOf = claims.leftOut.map((reason) => (reason === null ? sampleCount++ : null));
  const context: SpanContext = { plans, claims, sampleOf, policy, refusedOf };
  const emitted = plans.filter((_, builder) => sampleOf[builder] !== null);
  const unrewarded = plans.flatMap((plan, builder) => {
    const index = sampleOf[builder] ?? null;
    return index === null ? [] : [makeSample(context, recording.turns, tree, { plan, builder, index })];
  });
  const samples = assignRewards(unrewarded, rewards, policy.reward_mode);
  const ledger = buildLedger({
    turns: recording.turns,
    samples,
    plans: emitted,
    refusedOf,
    dropReason: findDropReasons(plans, claims, policy, (turn) => standing.get(turn)?.outside ?? null),
    isOutside: (turn) => standing.get(turn)?.outside != null,
  });
  return { tree: tree.roots, samples, ledger };
}

function makeSample(
  context: SpanContext,
  turns: readonly Turn[],
  tree: FrozenTree,
  made: { readonly plan: BuilderPlan; readonly builder: number; readonly index: number },
): Sample {
  const { plan, builder, index } = made;
  const spans = sampleSpans(context, builder);
  const length = cutLength(plan, context.policy);
  const chain = plan.chainTurns.flatMap((turn) => turns[turn - 1] ?? []);
  const lastOfChain = chain.at(-1);
  return {
    index,
    turns: plan.turns,
    lastTurn: plan.turns.at(-1) ?? 0,
    leafNodeId: tree.idOf.get(plan.leaf) ?? "",
    leafTurn: lastOfChain?.index ?? 0,
    length,
    responseLength: length - plan.firstPromptLength,
    spans,
    trainedTokens: spans.reduce((sum, span) => sum + (span.state === "trained" ? span.length : 0), 0),
    reward: null,
    truncated: lastOfChain?.finishReason === "length",
    useTool: chain.some((turn) => (turn.responseMessage?.tool_calls ?? []).length > 0),
    illFormed: chain.some((turn) => turn.illFormed !== null),
  };
}

/** Why a token is in no sample: its turn stands outside, a cut took it, or no sample came of its builder. */
function findDropReasons(
  plans: readonly BuilderPlan[],
  claims: Claims,
  policy: Policy,
  outsideOf: (turn: number) => DropReason | null,
): (turn: number, outputPosition: number) => DropReason {
  const builderOf = new Map<number, number>();
  plans.forEach((plan, builder) => {
    for (const turn of plan.turns) {
      const known = builderOf.get(turn);
      // A builder that gave a sample knows more of the token's fate than one that was left out.
      const isBetter =
        known === undefined || (claims.leftOut[known] !== null && claims.leftOut[builder] === null);
      if (isBetter) builderOf.set(turn, builder);
    }
  });
  return (turn, outputPosition) => {
    const outside = outsideOf(turn);
    if (outside !== null) return outside;
    const builder = claims.of(turn).at(0)?.builder ?? builderOf.get(turn);
    const plan = builder === undefined ? undefined : plans[builder];
    if (plan === undefined || builder === undefined) return "no_trained_token";
    const held = plan.outputs.get(turn);
    const isCut = held !== undefined && held.start + outputPosition >= cutLength(plan, policy);
    return isCut ? "cut_by_max_sample_tokens" : (claims.leftOut[builder] ?? "no_trained_token");
  };
}
