import type { JudgedSession } from "./detector";

/**
 * Whether a turn ended because there was no room for more: its answer was cut below the length that was allowed, or the
 * session's context is full.
 */
export function isContextFull(
  { recording, session }: Pick<JudgedSession, "recording" | "session">,
  { index, finishReason, outputIds, sampling }: JudgedSession["recording"]["turns"][number],
): boolean {
  if (finishReason !== "length") return false;
  const allowed = sampling?.maxNewTokens ?? null;
  if (allowed !== null && outputIds.length < allowed) return true;
  const most = session.max_context_tokens;
  return most !== null && recording.prompts.length(index) + outputIds.length >= most;
}
