import type { Match } from "@/lib/recorder/history/walk-history";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { BuiltPrompt } from "@/lib/recorder/prompt/built-prompt";
import type { LiveSession } from "@/lib/recorder/session/live-session";
import type { CallRequest } from "@/lib/wire/protocol";

/** What an audit looks at of a call whose turn is recorded. */
export interface AuditedCall {
  readonly parts: Pick<RecorderParts, "model">;
  readonly session: Pick<LiveSession, "input" | "promptIds">;
  readonly request: CallRequest;
  /** How far the call's history was known when it came. */
  readonly match: Match;
  readonly prompt: BuiltPrompt;
}
