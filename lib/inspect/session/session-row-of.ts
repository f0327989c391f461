import { runOf } from "@/lib/core/recording/run-of";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { SessionRecord } from "@/lib/store/store";

/** A stored session as the list shows it. */
export function sessionRowOf(record: SessionRecord): SessionRow {
  const { counters } = record;
  const named = record.policy?.name;
  return {
    id: record.id,
    status: record.status,
    model: record.model,
    tokenizer: record.tokenizer,
    client: record.client,
    run: runOf(record.labels),
    origin: record.origin,
    ...counters,
    reward: record.reward,
    group_index: record.group_index,
    policy: record.finished_policy ?? (typeof named === "string" ? named : null),
    ...(record.unrecorded ? { unrecorded: record.unrecorded } : {}),
    created_at: record.created_at,
    updated_at: record.updated_at,
    duration_ms: record.last_turn_at === null ? null : Math.max(0, record.last_turn_at - record.created_at),
    revision: record.revision,
  };
}
