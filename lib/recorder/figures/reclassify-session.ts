import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { rewardsOf } from "@/lib/core/samples/rewards-of";
import { type RetoldTurn, retellTurns, withRetoldTurns } from "@/lib/core/side-calls/retell-turns";
import type { RecorderParts } from "@/lib/recorder/parts";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { SessionRecord } from "@/lib/store/store";
import { type CauseChange, causeChanges } from "./cause-changes";
import { causesOf } from "./causes-of";
import { refreshCounters } from "./refresh-counters";

/** What today's rules say otherwise of a session. */
export interface ReclassifiedSession {
  readonly turns: readonly RetoldTurn[];
  /** None where the session's causes had not been counted before. */
  readonly causes: readonly CauseChange[];
}

/**
 * Tells the kinds of a session's side calls, the causes of its events and its flags anew, by the rules of this build and the
 * settings. A turn's facts and digest stay; what is said of it now stands beside them. A server may record the session
 * meanwhile: each turn is written by itself, and turns that come later were told by the server's own rules.
 *
 * @param isDry whether only what would change is told, and nothing written.
 * @throws RewardError when the session's rewards do not fit what its samples would be; nothing was written then.
 */
export async function reclassifySession(
  parts: Pick<RecorderParts, "store" | "settings">,
  session: SessionRecord,
  isDry: boolean,
): Promise<ReclassifiedSession> {
  const { store, settings } = parts;
  const recording = await store.readRecording(session.id);
  const turns = retellTurns(recording.turns, settings.auxiliary);
  const amended = withRetoldTurns(recording, turns);
  const policy = sessionPolicy(session, { policy: null, overrides: {} }, serverPolicy(settings));
  const rewards = rewardsOf(session);
  const after = causesOf(amended, linearise(amended, policy, rewards));
  const isCounted = session.counters.shape !== null;
  const before = isCounted ? ((await store.readCauses([session.id])).get(session.id) ?? []) : after;
  const causes = causeChanges(before, after);
  if (isDry) return { turns, causes };
  for (const { turn, to, sideCall } of turns) await store.amendKind(session.id, turn, to, sideCall);
  // Also where nothing changed: its flags may be those of earlier rules.
  await refreshCounters(parts, session);
  return { turns, causes };
}
