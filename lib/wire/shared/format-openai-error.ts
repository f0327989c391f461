import type { JsonObject } from "@/lib/core/json/json-value";
import type { CallFailure } from "@/lib/wire/protocol";
import { failureHeaders } from "./failure-headers";

interface ErrorName {
  readonly type: string;
  readonly code: string | null;
}

/** `type` and `code` as OpenAI's servers name them; clients compact their history on `context_length_exceeded`. */
const NAMES: Readonly<Record<CallFailure["kind"], ErrorName>> = {
  invalid_request: { type: "invalid_request_error", code: null },
  unauthorised: { type: "authentication_error", code: "invalid_api_key" },
  forbidden: { type: "permission_error", code: "forbidden" },
  not_found: { type: "not_found_error", code: "not_found" },
  wrong_method: { type: "invalid_request_error", code: "method_not_allowed" },
  too_large: { type: "invalid_request_error", code: "request_too_large" },
  too_many: { type: "rate_limit_error", code: "too_many_wrong_keys" },
  conflict: { type: "invalid_request_error", code: "idempotency_key_reused" },
  turn_cap: { type: "rate_limit_error", code: "turn_cap_reached" },
  session_finished: { type: "service_unavailable_error", code: "session_finished" },
  context_full: { type: "invalid_request_error", code: "context_length_exceeded" },
  storage_failed: { type: "server_error", code: "storage_failed" },
  engine_failed: { type: "server_error", code: "engine_failed" },
  engine_silent: { type: "server_error", code: "engine_silent" },
  internal: { type: "server_error", code: "internal_error" },
};

const CONTEXT_WORDS = /exceeds the context window|maximum context length is \d+/i;

/** Some clients know the code, some only OpenAI's words: both must be there for them to compact. */
function messageOf({ kind, message }: CallFailure): string {
  if (kind !== "context_full" || CONTEXT_WORDS.test(message)) return message;
  return `Your input exceeds the context window of this model: ${message}`;
}

/** A failure in the shape of the OpenAI protocols: `{"error": {message, type, param, code}}`. */
export function formatOpenaiError(failure: CallFailure): {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
} {
  const { type, code } = NAMES[failure.kind];
  return {
    status: failure.status,
    body: {
      error: { message: messageOf(failure), type, param: failure.param ?? null, code: failure.code ?? code },
    },
    headers: failureHeaders(failure),
  };
}
