import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { foldRecording } from "@/lib/core/tree/fold-recording";
import { assignRewards, type Rewards } from "./assign-rewards";
import { buildLedger } from "./build-ledger";
import type { BuilderPlan } from "./builder-plan";
import { chainsOf } from "./chains-of";
import { cutLength, decideClaims } from "./decide-claims";
import { findDropReasons } from "./find-drop-reasons";
import type { LineariseResult } from "./linearise-result";
import { planBuilders } from "./plan-builders";
import type { Sample, SampleSpan } from "./sample";
import { type SpanContext, sampleSpans } from "./sample-spans";
import { type TrainedRun, trainedRuns } from "./trained-runs";
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
  const { folded, frozen: tree } = foldRecording(recording, policy);
  const standing = turnStandings(recording.turns, folded, policy);
  const refusedOf = (turn: number) => standing.get(turn)?.refused ?? [];
  const outsideOf = (turn: number) => standing.get(turn)?.outside ?? null;
  const chains = chainsOf(folded.root, (turn) => standing.get(turn)?.takesPart ?? false);
  const plans = planBuilders(recording, chains, policy);
  const claims = decideClaims(plans, refusedOf, policy);
  let sampleCount = 0;
  const sampleOf = claims.leftOut.map((reason) => (reason === null ? sampleCount++ : null));
  const context: SpanContext = { plans, claims, sampleOf, policy, shared: new Map(), refusedOf };
  const planned = plans.flatMap((plan, builder): PlannedSample[] => {
    const index = sampleOf[builder] ?? null;
    if (index === null) return [];
    const leafNodeId = tree.idOf.get(plan.leaf) ?? "";
    const leafTurn = plan.chainTurns.at(-1) ?? 0;
    return [
      { plan, builder, index, leafNodeId, leafTurn, reward: null, trained: trainedRuns(context, builder) },
    ];
  });
  const marks = new Map<readonly number[], ChainMarks>();
  const samples = assignRewards(planned, rewards, policy.reward_mode).map((sample) => {
    const { chainTurns } = sample.plan;
    const ofChain = marks.get(chainTurns) ?? chainMarks(chainTurns, recording.turns);
    marks.set(chainTurns, ofChain);
    return makeSample(context, sample, ofChain);
  });
  const ledger = buildLedger({
    turns: recording.turns,
    samples: planned.map(({ plan, trained }, at) => ({
      losses: plan.losses,
      trained,
      length: samples[at]?.length ?? 0,
    })),
    refusedOf,
    dropReason: findDropReasons(recording.prompts, plans, claims, policy, outsideOf),
    isOutside: (turn) => outsideOf(turn) !== null,
  });
  return { tree: tree.roots, samples, ledger };
}

/** A sample before its spans are known. */
interface PlannedSample extends Pick<Sample, "index" | "leafNodeId" | "leafTurn" | "reward"> {
  readonly plan: BuilderPlan;
  /** Its position in the plan. */
  readonly builder: number;
  readonly trained: readonly TrainedRun[];
}

type ChainMarks = Pick<Sample, "truncated" | "useTool" | "illFormed">;

/** Rule 8 of docs/samples.md. */
function chainMarks(chainTurns: readonly number[], turns: readonly Turn[]): ChainMarks {
  const chain = chainTurns.flatMap((turn) => turns[turn - 1] ?? []);
  return {
    truncated: chain.at(-1)?.finishReason === "length",
    useTool: chain.some((turn) => (turn.responseMessage?.tool_calls ?? []).length > 0),
    illFormed: chain.some((turn) => turn.illFormed !== null),
  };
}

function makeSample(context: SpanContext, planned: PlannedSample, marks: ChainMarks): Sample {
  const { plan, trained, index, leafNodeId, leafTurn, reward } = planned;
  const length = cutLength(plan, context.policy);
  let spans: readonly SampleSpan[] | null = null;
  return {
    index,
    turns: plan.turns,
    lastTurn: plan.turns.at(-1) ?? 0,
    leafNodeId,
    leafTurn,
    length,
    responseLength: length - plan.firstPromptLength,
    // A fork's spans repeat those of the sample that it left, so they are made for the samples that are looked at.
    get spans() {
      spans ??= sampleSpans(context, planned.builder);
      return spans;
    },
    trainedTokens: trained.reduce((sum, { from, to }) => sum + to - from, 0),
    reward,
    ...marks,
  };
}
