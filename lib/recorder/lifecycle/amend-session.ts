import { type GivenRewards, rewardsAsAnnotations } from "@/lib/core/annotations/rewards-as-annotations";
import type { JsonObject } from "@/lib/core/json/json-value";
import { withoutKnownKeys } from "@/lib/core/json/without-known-keys";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { checkLeafRewards } from "@/lib/core/samples/check-leaf-rewards";
import { linearise } from "@/lib/core/samples/linearise";
import type { RecorderParts } from "@/lib/recorder/parts";
import { serverPolicy } from "@/lib/settings/server-policy";
import { nextMoment } from "@/lib/store/annotations/next-moment";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { SessionRecord } from "@/lib/store/store";
import { SessionFinishError } from "./session-finish-error";

/** What may be said of a session at any time; absent fields stay as they are. */
export interface SessionAmendment extends GivenRewards {
  /** Set over the labels and the metadata that the session has, field by field. */
  readonly labels?: JsonObject | undefined;
  readonly metadata?: JsonObject | undefined;
  /** Who says it. */
  readonly producer?: string | undefined;
}

/** Who amends where nobody is named. */
const UNNAMED = "trainer";

/**
 * Amends the rewards, labels and metadata of a session, finished or not. What stood before stays in its history. What
 * says nothing new changes nothing.
 *
 * @throws SessionNotFoundError; SessionFinishError for a session that was dropped; RewardError for a leaf that is not
 *   there; AnnotationError for a turn that is not there.
 */
export async function amendSession(
  parts: Pick<RecorderParts, "store" | "settings">,
  id: string,
  fields: SessionAmendment,
): Promise<SessionRecord> {
  const { store, settings } = parts;
  const record = await store.findSession(id);
  if (record === null) throw new SessionNotFoundError(id);
  if (record.status === "dropped") throw new SessionFinishError(`The session "${id}" was dropped.`);
  const said = { producer: fields.producer ?? UNNAMED, at: nextMoment() };
  const annotations = rewardsAsAnnotations(fields, record, said);
  if (annotations.some(({ target }) => target.on === "leaf")) {
    const policy = sessionPolicy(record, { policy: null, overrides: {} }, serverPolicy(settings));
    const { samples } = linearise(await store.readRecording(id), policy);
    checkLeafRewards(samples, withoutNone(fields.leaf_rewards ?? {}));
  }
  const { labels, metadata } = fields;
  await store.annotate([
    {
      session: id,
      annotations,
      ...(labels && { labels: withoutKnownKeys(labels) }),
      ...(metadata && { metadata: withoutKnownKeys(metadata) }),
    },
  ]);
  return (await store.findSession(id)) ?? record;
}

/** A reward that is taken back may be of a leaf that is there no more. */
function withoutNone(rewards: Readonly<Record<string, number | null>>): JsonObject {
  return Object.fromEntries(Object.entries(rewards).filter(([, reward]) => reward !== null));
}
