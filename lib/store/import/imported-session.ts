import { UNSAID_SESSION } from "@/lib/core/recording/unsaid-session";
import type { SessionImport } from "@/lib/store/store";

/** A finished session of which only the name is known. An empty model or tokenizer was not named. */
export function importedSession(id: string): SessionImport["session"] {
  const now = Date.now();
  return {
    id,
    status: "finished",
    origin: "import",
    prompt_mode: "render",
    matcher: "exact",
    model: "",
    tokenizer: "",
    ...UNSAID_SESSION,
    reward: null,
    leaf_rewards: null,
    finished_policy: null,
    created_at: now,
    finished_at: now,
  };
}
