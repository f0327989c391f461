import { randomUUID } from "node:crypto";
import { ManagementError } from "@/lib/api/management-error";
import type { JsonObject } from "@/lib/core/json/json-value";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { sessionInput } from "@/lib/recorder/session/session-input";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { Settings } from "@/lib/settings/settings";
import type { SessionInput } from "@/lib/store/store";
import { openSessionBody } from "./open-session-body";
import { readManagementBody } from "./read-management-body";

/**
 * A session as a trainer opens it: the fields of `POST /api/sessions` over the server's settings.
 *
 * @throws ManagementError 400 with the field at fault; PolicyError for a policy that does not exist.
 */
export function openedSession(body: string, settings: Settings): SessionInput {
  const fields = readManagementBody(openSessionBody, body);
  const base = sessionInput({ id: fields.id ?? randomUUID(), shared: false }, settings);
  const limit = fields.max_context_tokens ?? null;
  if (limit !== null && limit > settings.contextTokens) {
    throw new ManagementError(
      400,
      `max_context_tokens must be at most ${settings.contextTokens}, the model's.`,
    );
  }
  const policy = typeof fields.policy === "string" ? { name: fields.policy } : (fields.policy ?? null);
  checkPolicy(policy, settings);
  return {
    ...base,
    group_index: fields.group_index ?? null,
    index: fields.index ?? null,
    rollout_id: fields.rollout_id ?? null,
    label: fields.label ?? null,
    prompt: fields.prompt ?? null,
    sampling_defaults: withoutAbsent(fields.sampling_defaults ?? {}),
    max_context_tokens: limit,
    max_turns: fields.max_turns ?? base.max_turns,
    policy,
    labels: fields.labels ?? {},
    metadata: fields.metadata ?? {},
    prompt_mode: fields.prompt_mode ?? base.prompt_mode,
    matcher: fields.matcher ?? base.matcher,
    origin: "api",
  };
}

/** A policy that does not exist is said now, not when the session finishes. */
function checkPolicy(policy: JsonObject | null, settings: Settings): void {
  const owner = { policy, finished_policy: null };
  sessionPolicy(owner, { policy: null, overrides: {} }, serverPolicy(settings));
}

function withoutAbsent(fields: Readonly<Record<string, number | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
