import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { SetPolicies, SetPolicy } from "@/lib/core/list/set-policies";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import { asksAsMuch } from "@/lib/core/verdict/asks-as-much";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { viewPolicy } from "@/lib/inspect/session/view-policy";
import type { SessionRecord } from "@/lib/store/store";

/** Sessions and turns of a set that are worked out: each is linearised once a policy, so that an answer takes seconds. */
const MOST_SESSIONS = 300;
const MOST_TURNS = 20_000;

const queryShape = z.object({ filter: z.string().default("") });

/** What a session trains under a policy. */
interface Under {
  readonly policy: Policy;
  readonly sampled: number;
  readonly trained: number;
  readonly samples: number;
}

/**
 * What the sessions of a filter would train under each built-in policy, as an export that names it makes them. The
 * newest are worked out, as many as the limits let through, but for those that were dropped. Who asks may leave in between.
 *
 * Throws `FilterError`, `ZodError`, and the signal's reason.
 */
export async function readSetPolicies(
  context: Pick<InspectContext, "store" | "serverPolicy">,
  search: URLSearchParams,
  signal: AbortSignal,
): Promise<SetPolicies> {
  const { filter } = queryShape.parse(Object.fromEntries(search));
  const { records, hasMore } = await chosenSessions(context, filter);
  const names = Object.keys(BUILT_IN_POLICIES);
  const sums = names.map(noChange);
  const own = { sampled: 0, trained: 0, samples: 0 };
  for (const record of records) {
    signal.throwIfAborted();
    // Others that wait at this desk go first.
    await new Promise<void>((resolve) => setImmediate(resolve));
    const recording = await context.store.readRecording(record.id);
    const policyOf = (named: Record<string, string>): Policy =>
      viewPolicy(record, new URLSearchParams(named), context.serverPolicy);
    const now = trainsUnder(recording, policyOf({}));
    own.sampled += now.sampled;
    own.trained += now.trained;
    own.samples += now.samples;
    names.forEach((name, at) => {
      const sum = sums[at];
      const policy = policyOf({ policy: name });
      // Most sessions' own policy is a built-in one.
      const then = isDeepStrictEqual(policy, now.policy) ? now : trainsUnder(recording, policy);
      if (sum) addTo(sum, now, then);
    });
  }
  return {
    sessions: records.length,
    has_more: hasMore,
    ...own,
    policies: sums.toSorted(
      (a, b) => Number(a.asks_less > 0) - Number(b.asks_less > 0) || b.trained - a.trained,
    ),
  };
}

function trainsUnder(recording: Recording, policy: Policy): Under {
  const { ledger, samples } = linearise(recording, policy);
  return { policy, sampled: ledger.sampled, trained: ledger.trained, samples: samples.length };
}

/** The newest sessions of a filter, up to the limits. */
async function chosenSessions(
  { store }: Pick<InspectContext, "store">,
  filter: string,
): Promise<{ readonly records: readonly SessionRecord[]; readonly hasMore: boolean }> {
  const { sessions, nextCursor } = await store.listSessions({
    filter,
    sort: "created_at",
    order: "desc",
    limit: MOST_SESSIONS,
  });
  const records: SessionRecord[] = [];
  let turns = 0;
  for (const session of sessions) {
    if (session.status === "dropped") continue;
    turns += session.counters.turns;
    // One is always told, however long it is.
    if (turns > MOST_TURNS && records.length > 0) return { records, hasMore: true };
    records.push(session);
  }
  return { records, hasMore: nextCursor !== null };
}

type Sum = { -readonly [Field in keyof SetPolicy]: SetPolicy[Field] };

function noChange(policy: string): Sum {
  const none = { tokens: 0, sessions: 0 };
  return { policy, trained: 0, samples: 0, gained: none, lost: none, asks_less: 0 };
}

function addTo(sum: Sum, now: Under, then: Under): void {
  if (!asksAsMuch(then.policy, now.policy)) sum.asks_less += 1;
  sum.trained += then.trained;
  sum.samples += then.samples;
  const gain = then.trained - now.trained;
  if (gain > 0) sum.gained = { tokens: sum.gained.tokens + gain, sessions: sum.gained.sessions + 1 };
  if (gain < 0) sum.lost = { tokens: sum.lost.tokens - gain, sessions: sum.lost.sessions + 1 };
}
