import type { SpawningCall } from "@/lib/core/causes/spawning-calls";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { TurnView } from "./session-view";
import { sideCallView } from "./side-call-view";
import { graftRefusal, turnDrift } from "./turn-drift";

/** Turns never change, so what they say is read once, whatever policies are tried on them. */
const known = new WeakMap<Turn, TurnView>();

/**
 * What the page shows of a turn.
 *
 * @param node position in the view of the turn's answer; null when it has none.
 * @returns the very object that it gave before, where nothing is different.
 */
export function turnView(
  { prompts }: Recording,
  turn: Turn,
  node: number | null,
  spawnedBy: SpawningCall | null,
): TurnView {
  const before = known.get(turn);
  const facts = before ?? recordedFacts(turn, prompts.length(turn.index));
  const isSame = facts.node === node && isSameCall(facts.spawned_by, spawnedBy);
  const view = isSame ? facts : { ...facts, node, spawned_by: spawnedBy };
  known.set(turn, view);
  return view;
}

function isSameCall(a: SpawningCall | null, b: SpawningCall | null): boolean {
  return a?.turn === b?.turn && a?.call === b?.call;
}

function recordedFacts(turn: Turn, promptTokens: number): TurnView {
  return {
    index: turn.index,
    node: null,
    prompt_tokens: promptTokens,
    output_tokens: turn.outputIds.length,
    log_probs: logProbsKept(turn),
    finish_reason: turn.finishReason,
    delivery: turn.delivery,
    deliveries: turn.deliveries,
    auxiliary: turn.auxiliary,
    side_call: sideCallView(turn, promptTokens),
    refusal: turn.refusal,
    ill_formed: turn.illFormed,
    prompt_build: turn.promptBuild,
    retry_of: turn.retryOf,
    sub_agent: turn.subAgent,
    spawned_by: null,
    weight_version: turn.weightVersion,
    weight_spans: turn.weightSpans,
    evidence: (turn.evidence ?? []).map(({ kind }) => kind),
    accepted_rewrites: turn.acceptedRewrites.map(({ tolerance }) => tolerance),
    drift: turnDrift(turn),
    graft_refusal: graftRefusal(turn),
  };
}

function logProbsKept({ outputLogProbs }: Turn): TurnView["log_probs"] {
  if (!outputLogProbs) return "not recorded";
  return outputLogProbs.some(Number.isNaN) ? "partly recorded" : "recorded";
}
