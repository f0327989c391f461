import { forkCauses } from "@/lib/core/fork-causes";
import type { JsonValue } from "@/lib/core/json-value";
import type { LineariseResult } from "@/lib/core/linearise-result";
import type { Recording } from "@/lib/core/recording";
import type { Turn } from "@/lib/core/turn";
import type { CauseCount } from "@/lib/store/store";
import { fieldOf } from "./field-of";

type Subject = CauseCount["subject"];

/** What a turn's own facts count: its drift by the audit, its refused graft, and its own refusal. */
function causesOfTurn(turn: Turn): CauseCount[] {
  const counts: CauseCount[] = [];
  const add = (subject: Subject, cause: JsonValue | undefined, tokens: JsonValue | undefined) => {
    if (typeof cause !== "string") return;
    counts.push({ subject, cause, count: 1, tokens: typeof tokens === "number" ? tokens : 0 });
  };
  const { audit, graft } = turn.facts;
  add("drift", fieldOf(audit, "cause"), fieldOf(audit, "changed_tokens"));
  add("refused", fieldOf(graft, "refusal"), 0);
  add("refused", turn.refusal ?? undefined, turn.outputIds.length);
  return counts;
}

/**
 * How often what happened in a session, by cause, and how many tokens it cost: forks the sampled tokens of the turn
 * that was left, drift the tokens that another way to build the prompt would have changed, refusals what was sampled.
 */
export function causesOf(recording: Recording, result: LineariseResult): readonly CauseCount[] {
  const forks = forkCauses(recording, result).map(({ cause, leftTurn }): CauseCount => {
    const tokens = recording.turns[leftTurn - 1]?.outputIds.length ?? 0;
    return { subject: "fork", cause, count: 1, tokens };
  });
  const sums = new Map<string, CauseCount>();
  for (const cause of [...forks, ...recording.turns.flatMap(causesOfTurn)]) {
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
