import { UNSAID_SESSION } from "@/lib/core/recording/unsaid-session";
import type { Settings } from "@/lib/settings/settings";
import type { SessionInput } from "@/lib/store/store";
import type { SessionAddress } from "./session-address";

/** A session as its first call opens it: the server's settings, and nothing of a trainer's. */
export function sessionInput(
  address: Pick<SessionAddress, "id" | "shared">,
  settings: Settings,
): SessionInput {
  return {
    id: address.id,
    ...UNSAID_SESSION,
    max_turns: settings.maxTurns,
    prompt_mode: settings.promptMode,
    matcher: settings.matcher,
    model: settings.model,
    tokenizer: settings.tokenizer,
    origin: address.shared ? "shared" : "call",
  };
}
