import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { linearise } from "@/lib/core/samples/linearise";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { RecorderParts } from "@/lib/recorder/parts";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { SessionRecord } from "@/lib/store/store";
import { causesOf } from "./causes-of";
import { countersOf } from "./counters-of";

/**
 * Works out what the session's policy makes of its recording, and keeps the figures for the list page.
 * Answers what it made.
 *
 * @throws RewardError when the session's rewards do not fit its leaves.
 */
export async function refreshCounters(
  parts: Pick<RecorderParts, "store" | "settings">,
  record: SessionRecord,
): Promise<LineariseResult> {
  const recording = await parts.store.readRecording(record.id);
  const policy = sessionPolicy(record, { policy: null, overrides: {} }, serverPolicy(parts.settings));
  const rewards = { reward: record.reward, leafRewards: record.leaf_rewards };
  const result = linearise(recording, policy, rewards);
  const client = recording.turns.at(-1)?.facts.client;
  await parts.store.updateSession(record.id, {
    counters: countersOf(recording, result),
    causes: causesOf(recording, result),
    ...(typeof client === "string" ? { client } : {}),
  });
  return result;
}
