import { assume } from "@/lib/core/base/assume";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { FLAG_RULES } from "@/lib/core/list/session-flag";
import { stepOf } from "@/lib/core/list/step-of";
import type { PolicyName } from "@/lib/core/policy/policy";
import { runOf } from "@/lib/core/recording/run-of";
import type { CauseTally } from "@/lib/core/recording/session-cause";
import type { SessionInput, SessionPatch, SessionRecord } from "@/lib/store/store";
import type { Row } from "@/lib/store/write";
import type { Session as SessionRow } from "@/prisma/generated/client";

/** Columns of a new session. `now` is milliseconds since 1970. */
export function sessionColumns(input: SessionInput, now: number): Row {
  return {
    id: input.id,
    createdAt: BigInt(now),
    updatedAt: BigInt(now),
    origin: input.origin,
    promptMode: input.prompt_mode,
    matcher: input.matcher,
    model: input.model,
    tokenizer: input.tokenizer,
    groupIndex: input.group_index,
    index: input.index,
    maxContextTokens: input.max_context_tokens,
    maxTurns: input.max_turns,
    rolloutId: textOrNull(input.rollout_id),
    policy: textOrNull(input.policy),
    evidence: input.evidence ?? null,
    samplingDefaults: stringifyJson(input.sampling_defaults),
    labels: stringifyJson(input.labels),
    run: runOf(input.labels),
    step: stepOf(input.labels),
    metadata: stringifyJson(input.metadata),
    label: textOrNull(input.label),
    prompt: textOrNull(input.prompt),
  };
}

/** Columns that a patch changes. Turns, sampled tokens and context are counted as turns are appended. */
export function patchColumns(patch: SessionPatch): Row {
  const { counters, reward } = patch;
  return {
    ...(patch.status !== undefined && { status: patch.status }),
    ...(reward !== undefined && {
      reward: textOrNull(reward),
      rewardValue: typeof reward === "number" ? reward : null,
    }),
    ...(patch.leaf_rewards !== undefined && { leafRewards: textOrNull(patch.leaf_rewards) }),
    ...(patch.turn_rewards !== undefined && { turnRewards: textOrNull(patch.turn_rewards) }),
    ...(patch.reward_revision !== undefined && { rewardRevision: patch.reward_revision }),
    ...(patch.outcome !== undefined && { outcome: patch.outcome }),
    ...(patch.labels !== undefined && {
      labels: stringifyJson(patch.labels),
      run: runOf(patch.labels),
      step: stepOf(patch.labels),
    }),
    ...(patch.unrecorded && {
      unrecordedCalls: patch.unrecorded.calls,
      unrecordedReason: patch.unrecorded.reason,
    }),
    ...(patch.finished_policy !== undefined && { finishedPolicy: patch.finished_policy }),
    ...(patch.client !== undefined && { client: patch.client }),
    ...(patch.finished_at !== undefined && { finishedAt: BigInt(patch.finished_at) }),
    ...(patch.metadata !== undefined && { metadata: stringifyJson(patch.metadata) }),
    ...(counters && {
      nodeCount: counters.nodes,
      forkCount: counters.forks,
      driftSpans: counters.drift_spans,
      refusedTokens: counters.refused,
      sampleCount: counters.samples,
      trainedTokens: counters.trained_tokens,
      shape: counters.shape,
    }),
    ...(patch.health && {
      oldestWeights: patch.health.weights.oldest,
      newestWeights: patch.health.weights.newest,
      judgedBy: FLAG_RULES,
    }),
    ...(patch.causes && { causeNames: causeNames(patch.causes) }),
  };
}

export function sessionRecord(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    status: row.status,
    origin: row.origin,
    prompt_mode: row.promptMode,
    matcher: row.matcher,
    model: row.model,
    tokenizer: row.tokenizer,
    group_index: row.groupIndex,
    index: row.index,
    rollout_id: json(row.rolloutId),
    label: json(row.label),
    prompt: json(row.prompt),
    sampling_defaults: json(row.samplingDefaults),
    max_context_tokens: row.maxContextTokens,
    max_turns: row.maxTurns,
    policy: json(row.policy),
    ...(row.evidence !== null && { evidence: row.evidence }),
    labels: json(row.labels),
    metadata: json(row.metadata),
    reward: json(row.reward),
    leaf_rewards: json(row.leafRewards),
    turn_rewards: json(row.turnRewards),
    reward_revision: row.rewardRevision,
    outcome: row.outcome,
    unrecorded:
      row.unrecordedCalls === 0 ? null : { calls: row.unrecordedCalls, reason: row.unrecordedReason ?? "" },
    client: row.client,
    finished_policy: row.finishedPolicy === null ? null : policyName(row.finishedPolicy),
    counters: {
      turns: row.turnCount,
      nodes: row.nodeCount,
      forks: row.forkCount,
      drift_spans: row.driftSpans,
      refused: row.refusedTokens,
      samples: row.sampleCount,
      sampled_tokens: row.sampledTokens,
      trained_tokens: row.trainedTokens,
      context_tokens: row.contextTokens,
      shape: row.shape,
    },
    created_at: Number(row.createdAt),
    updated_at: Number(row.updatedAt),
    finished_at: row.finishedAt === null ? null : Number(row.finishedAt),
    last_turn_at: row.lastTurnAt === null ? null : Number(row.lastTurnAt),
    revision: Number(row.revision),
  };
}

function causeNames(causes: readonly CauseTally[]): string {
  return [...new Set(causes.map(({ cause }) => cause))].sort().join("\n");
}

function textOrNull(value: JsonValue): string | null {
  return value === null ? null : stringifyJson(value);
}

function json<T extends JsonValue>(text: string | null): T {
  return assume<T>(
    text === null ? null : parseJson(text),
    "the column holds what this file wrote from that type",
  );
}

function policyName(text: string): PolicyName {
  return assume<PolicyName>(text, "the column holds a finished policy that this file wrote");
}
