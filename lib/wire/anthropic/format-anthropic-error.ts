import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { CallFailure } from "@/lib/wire/protocol";
import { failureHeaders } from "@/lib/wire/shared/failure-headers";

const TYPES: Readonly<Record<CallFailure["kind"], string>> = {
  invalid_request: "invalid_request_error",
  unauthorised: "authentication_error",
  forbidden: "permission_error",
  not_found: "not_found_error",
  wrong_method: "invalid_request_error",
  too_large: "request_too_large",
  too_many: "rate_limit_error",
  conflict: "invalid_request_error",
  turn_cap: "rate_limit_error",
  session_finished: "api_error",
  context_full: "invalid_request_error",
  storage_failed: "api_error",
  engine_failed: "api_error",
  engine_silent: "timeout_error",
  internal: "api_error",
};

/** The words by which clients know that they must compact. */
function messageOf(failure: CallFailure): string {
  if (failure.kind !== "context_full" || /prompt is too long/i.test(failure.message)) return failure.message;
  return `prompt is too long: ${failure.message}`;
}

/** A failure in Anthropic's shape: `{"type": "error", "error": {type, message}}`, with its own code in `details`. */
export function formatAnthropicError(failure: CallFailure): {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
} {
  const error: Record<string, JsonValue> = { type: TYPES[failure.kind], message: messageOf(failure) };
  if (failure.code !== undefined) error.details = { error_code: failure.code };
  return {
    status: failure.status,
    body: { type: "error", error },
    headers: failureHeaders(failure),
  };
}
