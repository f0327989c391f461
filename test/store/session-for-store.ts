import { UNSAID_SESSION } from "@/lib/core/recording/unsaid-session";
import type { SessionInput } from "@/lib/store/store";

/** A session as `POST /api/sessions` opens it, with nothing said. */
export function sessionForStore(id: string, given: Partial<SessionInput> = {}): SessionInput {
  return {
    id,
    ...UNSAID_SESSION,
    prompt_mode: "graft",
    matcher: "exact",
    model: "qwen3",
    tokenizer: "qwen3",
    origin: "api",
    ...given,
  };
}
