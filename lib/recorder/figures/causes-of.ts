import { forkCauses } from "@/lib/core/causes/fork-causes";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { LostRun } from "@/lib/core/samples/sample";
import type { CauseCount } from "@/lib/store/store";

/** What a turn's own facts count: its drift by the audit, and its refused graft. */
function causesOfTurn({ audit, graft }: Turn): CauseCount[] {
  const counts: CauseCount[] = [];
  if (audit !== null && audit.cause !== null) {
    counts.push({ subject: "drift", cause: audit.cause, count: 1, tokens: audit.changedTokens });
  }
  if (graft !== null && graft.refusal !== null) {
    counts.push({ subject: "refused", cause: graft.refusal, count: 1, tokens: 0 });
  }
  return counts;
}

/** Tokens that a realignment or a refusal took; what was dropped has no cause to remove. */
function causeOfLoss({ turns }: Recording, { length, fate }: LostRun): CauseCount | null {
  switch (fate.state) {
    case "refused":
      return { subject: "refused", cause: fate.reason, count: 1, tokens: length };
    case "realigned":
      return {
        subject: "realigned",
        cause: turns[fate.byTurn - 1]?.audit?.cause ?? "retokenised",
        count: 1,
        tokens: length,
      };
    case "dropped":
      return null;
    default:
      return fate satisfies never;
  }
}

/**
 * How often what happened in a session, by cause, and how many tokens it cost: forks the sampled tokens of the turn
 * that was left, drift the tokens that another way to build the prompt would have changed, realignments and refusals
 * the sampled tokens that train nothing for it.
 */
export function causesOf(recording: Recording, result: LineariseResult): readonly CauseCount[] {
  const forks = forkCauses(recording, result).map(({ cause, leftTurn }): CauseCount => {
    const tokens = recording.turns[leftTurn - 1]?.outputIds.length ?? 0;
    return { subject: "fork", cause, count: 1, tokens };
  });
  const sums = new Map<string, CauseCount>();
  const lost = result.ledger.lost.flatMap((run) => causeOfLoss(recording, run) ?? []);
  for (const cause of [...forks, ...recording.turns.flatMap(causesOfTurn), ...lost]) {
    const key = `${cause.subject} ${cause.cause}`;
    const sum = sums.get(key);
    sums.set(key, {
      ...cause,
      count: (sum?.count ?? 0) + cause.count,
      tokens: (sum?.tokens ?? 0) + cause.tokens,
    });
  }
  return [...sums.values()];
}
