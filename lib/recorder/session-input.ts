import type { SessionInput } from "@/lib/store/store";
import type { SessionAddress } from "./session-address";
import type { Settings } from "./settings";

/** A session as its first call opens it: the server's settings, and nothing of a trainer's. */
export function sessionInput(
  address: Pick<SessionAddress, "id" | "shared">,
  settings: Settings,
): SessionInput {
  return {
    id: address.id,
    group_index: null,
    index: null,
    rollout_id: null,
    label: null,
    prompt: null,
    sampling_defaults: {},
    max_context_tokens: null,
    max_turns: settings.maxTurns,
    policy: null,
    labels: {},
    metadata: {},
    prompt_mode: settings.promptMode,
    matcher: settings.matcher,
    model: settings.model,
    tokenizer: settings.tokenizer,
    origin: address.shared ? "shared" : "call",
  };
}
