import type { FieldChange } from "@/lib/core/annotations/managed-change";
import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { SessionRecord } from "@/lib/store/store";

/**
 * What differs between a session before and after a change, of that which the audit log tells: its state, policies,
 * rewards, outcome and labels. Of labels each by itself, `labels.suite`. Null stands for a session that was not there.
 */
export function fieldChanges(
  before: SessionRecord | null,
  after: SessionRecord | null,
): readonly FieldChange[] {
  const [old, now] = [toldOf(before), toldOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((field) => {
    const change = { field, before: old[field] ?? null, after: now[field] ?? null };
    return canonicalJson(change.before) === canonicalJson(change.after) ? [] : [change];
  });
}

function toldOf(record: SessionRecord | null): Readonly<Record<string, JsonValue>> {
  if (record === null) return {};
  const { status, policy, finished_policy, reward, leaf_rewards, turn_rewards, outcome } = record;
  const own = { status, policy, finished_policy, reward, leaf_rewards, turn_rewards, outcome };
  return { ...own, ...labelsOf(record.labels) };
}

function labelsOf(labels: JsonObject): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [`labels.${name}`, value]));
}
