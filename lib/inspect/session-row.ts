import type { SessionRow } from "@/lib/core/view/session-row";
import type { SessionRecord } from "@/lib/store/store";

/** A stored session as the list shows it. */
export function sessionRow(record: SessionRecord): SessionRow {
  const { counters } = record;
  const named = record.policy?.name;
  return {
    id: record.id,
    status: record.status,
    model: record.model,
    tokenizer: record.tokenizer,
    client: record.client,
    run: runOf(record),
    origin: record.origin,
    turns: counters.turns,
    nodes: counters.nodes,
    forks: counters.forks,
    drift_spans: counters.drift_spans,
    refused: counters.refused,
    samples: counters.samples,
    sampled_tokens: counters.sampled_tokens,
    trained_tokens: counters.trained_tokens,
    context_tokens: counters.context_tokens,
    reward: record.reward,
    group_index: record.group_index,
    policy: record.finished_policy ?? (typeof named === "string" ? named : null),
    created_at: record.created_at,
    updated_at: record.updated_at,
    duration_ms: record.last_turn_at === null ? null : Math.max(0, record.last_turn_at - record.created_at),
    shape: counters.shape,
    revision: record.revision,
  };
}

function runOf({ labels: { run } }: SessionRecord): string | null {
  return typeof run === "string" || typeof run === "number" ? String(run) : null;
}
