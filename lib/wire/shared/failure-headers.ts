import type { CallFailure } from "@/lib/wire/protocol";

/** Failures of a status on which SDKs try again, and that no further try helps. */
const HOPELESS: ReadonlySet<CallFailure["kind"]> = new Set(["turn_cap", "session_finished", "conflict"]);

/**
 * Headers that make clients do the right thing: `retry-after` where waiting helps, and `x-should-retry: false`
 * (read by the OpenAI and Anthropic SDKs) where the same call will fail again however often it is sent. `allow` names
 * the methods that a path takes.
 */
export function failureHeaders(failure: CallFailure): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (failure.retryAfterSeconds !== undefined) headers["retry-after"] = String(failure.retryAfterSeconds);
  if (HOPELESS.has(failure.kind)) headers["x-should-retry"] = "false";
  if (failure.allow !== undefined) headers.allow = failure.allow.join(", ");
  return headers;
}
