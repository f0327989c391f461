import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import type { LostRun } from "@/lib/core/samples/sample";
import type { SessionView } from "@/lib/core/view/session-view";
import { asksAsMuch } from "./asks-as-much";
import { runLossKey } from "./session-verdict";

/** A policy that may be tried, under whatever its caller knows it by. */
export interface TriedPolicy<Choice> {
  readonly choice: Choice;
  readonly policy: Policy;
}

/** What another policy makes of a loss. */
export interface Keeping<Choice> {
  readonly choice: Choice;
  /** Tokens of the loss that train under it. */
  readonly kept: number;
  /** All tokens that train under it. */
  readonly trained: number;
}

/**
 * For each loss the policy that keeps most of it, by the loss's key; the first of those that keep the same. None where
 * no policy keeps any. A policy that asks for less proof, or trains a token more than once, keeps nothing that should be
 * kept and is not tried.
 *
 * @example
 * whatKeeps(recording, view, [{ choice: "strict", policy: resolvePolicy("strict") }]).get("realigned retokenised");
 * // { choice: "strict", kept: 27, trained: 77 }
 */
export function whatKeeps<Choice>(
  recording: Recording,
  view: Pick<SessionView, "ledger" | "turns" | "policy">,
  tried: readonly TriedPolicy<Choice>[],
): ReadonlyMap<string, Keeping<Choice>> {
  const best = new Map<string, Keeping<Choice>>();
  for (const { choice, policy } of tried.filter((other) => asksAsMuch(other.policy, view.policy))) {
    const { ledger } = linearise(recording, policy);
    const stillLost = runsByTurn(ledger.lost);
    const kept = new Map<string, number>();
    for (const run of view.ledger.lost) {
      const key = runLossKey(view, run);
      kept.set(key, (kept.get(key) ?? 0) + run.length - sharedWith(run, stillLost.get(run.turn) ?? []));
    }
    for (const [key, tokens] of kept) {
      if (tokens > (best.get(key)?.kept ?? 0))
        best.set(key, { choice, kept: tokens, trained: ledger.trained });
    }
  }
  return best;
}

function runsByTurn(lost: readonly LostRun[]): ReadonlyMap<number, readonly LostRun[]> {
  const runs = new Map<number, LostRun[]>();
  for (const run of lost) {
    const known = runs.get(run.turn);
    if (known) known.push(run);
    else runs.set(run.turn, [run]);
  }
  return runs;
}

/** Tokens of a run that lie in others, which do not overlap. */
function sharedWith({ outputStart, length }: LostRun, others: readonly LostRun[]): number {
  return others.reduce((sum, other) => {
    const from = Math.max(outputStart, other.outputStart);
    const to = Math.min(outputStart + length, other.outputStart + other.length);
    return sum + Math.max(0, to - from);
  }, 0);
}
