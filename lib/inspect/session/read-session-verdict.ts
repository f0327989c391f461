import { causeTerms } from "@/lib/core/list/cause-terms";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { type FirstDifference, firstDifference } from "@/lib/core/verdict/first-difference";
import { lossKey, sessionVerdict, type VerdictLoss } from "@/lib/core/verdict/session-verdict";
import type { PolicyChange, VerdictReport } from "@/lib/core/verdict/verdict-report";
import { type TriedPolicy, whatKeeps } from "@/lib/core/verdict/what-keeps";
import type { RecordingView } from "@/lib/core/view/view-recording";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { type InspectedSession, inspectSession } from "./inspect-session";
import { pieces } from "./pieces";
import { tokenizerOf } from "./tokenizer-of";
import { viewPolicy } from "./view-policy";

/** The setting that takes back what a loss is due to, by the loss's cause. */
const SETTINGS: Readonly<Record<string, PolicyChange["setting"]>> = {
  cut_by_max_sample_tokens: { name: "max_sample_tokens", value: "0" },
  below_min_trained_tokens: { name: "min_trained_tokens", value: "0" },
  undelivered: { name: "include_undelivered", value: "true" },
  weights_mixed: { name: "weights", value: "any" },
  older_weights: { name: "weights", value: "any" },
};

/**
 * What a session comes to under the policy asked for: how much trains, what was lost, where the tokens part, and which
 * policy would keep them. Throws `NotFoundError` and `PolicyError`.
 */
export async function readSessionVerdict(
  context: InspectContext,
  id: string,
  query: URLSearchParams,
): Promise<VerdictReport> {
  const inspected = await inspectSession(context, id, query);
  const { recording, view } = inspected;
  const { losses, ...sums } = sessionVerdict(view);
  const kept = whatKeeps(recording, view, triedPolicies(context, inspected, query, losses));
  const reported = losses.map((loss) => ({
    ...loss,
    filter: filterOf(loss),
    keeping: loss.isMeant ? null : (kept.get(lossKey(loss)) ?? null),
    difference: differenceOf(inspected, loss),
  }));
  const shown = reported.flatMap(({ difference }) => difference ?? []);
  const [first] = shown;
  const tokenizer = first
    ? tokenizerOf(inspected, { of: "turn", turn: first.by })
    : inspected.record.tokenizer;
  const ids = shown.flatMap(({ held, incoming }) => [...held, ...incoming]);
  return {
    ...sums,
    policy: view.policy.name,
    losses: reported,
    pieces: pieces(Int32Array.from(ids), await context.vocabularyOf(tokenizer)),
  };
}

/** Only where something is lost: each is worked out anew. */
function triedPolicies(
  { serverPolicy }: InspectContext,
  { view, record }: InspectedSession,
  query: URLSearchParams,
  losses: readonly VerdictLoss[],
): readonly TriedPolicy<PolicyChange>[] {
  const mended = losses.filter(({ isMeant }) => !isMeant);
  if (mended.length === 0) return [];
  const names = Object.keys(BUILT_IN_POLICIES).filter((name) => name !== view.policy.name);
  const others = mended.some(({ state }) => state !== "refused") ? names : [];
  const changes: PolicyChange[] = [
    ...mended.flatMap(({ cause }) => SETTINGS[cause] ?? []).map((setting) => ({ policy: null, setting })),
    ...others.map((policy) => ({ policy, setting: null })),
  ];
  return changes.map((choice) => {
    const { policy, setting } = choice;
    const asked = policy === null ? new URLSearchParams(query) : new URLSearchParams({ policy });
    if (setting) asked.set(setting.name, setting.value);
    return { choice, policy: viewPolicy(record, asked, serverPolicy) };
  });
}

function filterOf({ state, cause, isMeant }: VerdictLoss): string | null {
  return state === "dropped" || isMeant ? null : causeTerms(state, cause).join(" ");
}

function differenceOf(
  { recording }: Pick<RecordingView, "recording">,
  { state, turns }: VerdictLoss,
): FirstDifference | null {
  const [worst] = turns;
  // What a merge put in an answer's place is another text, and no other spelling of it.
  if (state !== "realigned") return null;
  return worst === undefined || worst.by === null ? null : firstDifference(recording, worst.turn, worst.by);
}
