import type { SessionInput } from "./session-fields";

/** The fields of a session whose trainer said nothing when it was opened. */
export const UNSAID_SESSION = {
  group_index: null,
  index: null,
  rollout_id: null,
  label: null,
  prompt: null,
  sampling_defaults: {},
  max_context_tokens: null,
  max_turns: null,
  policy: null,
  labels: {},
  metadata: {},
} as const satisfies Partial<SessionInput>;
