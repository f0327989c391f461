import { randomUUID } from "node:crypto";
import type { JsonObject } from "@/lib/core/json/json-value";
import { withoutKnownKeys } from "@/lib/core/json/without-known-keys";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import type { ServedModel } from "@/lib/recorder/models/served-model";
import { sessionInput } from "@/lib/recorder/session/session-input";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { Settings } from "@/lib/settings/settings";
import type { SessionInput } from "@/lib/store/store";
import type { SessionOpening } from "./session-opening";
import { SessionOpeningError } from "./session-opening-error";

/**
 * A session as a trainer opens it: what the trainer says over the server's settings.
 *
 * @param served The model that answers its calls.
 *
 * @throws SessionOpeningError for a context beyond the model's; PolicyError for a policy that does not exist.
 */
export function openedSession(
  opening: SessionOpening,
  settings: Settings,
  served: Pick<ServedModel, "name" | "tokenizer">,
): SessionInput {
  const base = sessionInput({ id: opening.id ?? randomUUID(), shared: false }, settings);
  const limit = opening.max_context_tokens ?? null;
  if (limit !== null && limit > settings.contextTokens) {
    throw new SessionOpeningError(
      `max_context_tokens must be at most ${settings.contextTokens}, the model's.`,
    );
  }
  const policy = typeof opening.policy === "string" ? { name: opening.policy } : (opening.policy ?? null);
  checkPolicy(policy, settings);
  return {
    ...base,
    model: served.name,
    tokenizer: served.tokenizer,
    group_index: opening.group_index ?? null,
    index: opening.index ?? null,
    rollout_id: opening.rollout_id ?? null,
    label: opening.label ?? null,
    prompt: opening.prompt ?? null,
    sampling_defaults: withoutAbsent(opening.sampling_defaults ?? {}),
    max_context_tokens: limit,
    max_turns: opening.max_turns ?? base.max_turns,
    policy,
    evidence: opening.evidence ?? null,
    labels: withoutKnownKeys(opening.labels ?? {}),
    metadata: withoutKnownKeys(opening.metadata ?? {}),
    prompt_mode: opening.prompt_mode ?? base.prompt_mode,
    matcher: opening.matcher ?? base.matcher,
    origin: "api",
  };
}

/** A policy that does not exist is said now, not when the session finishes. */
function checkPolicy(policy: JsonObject | null, settings: Settings): void {
  const owner = { policy, finished_policy: null };
  sessionPolicy(owner, { policy: null, overrides: {} }, serverPolicy(settings));
}

function withoutAbsent(fields: Readonly<Record<string, number | bigint | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
