import { StoreFault } from "@/lib/core/base/store-fault";
import { EngineError } from "@/lib/engine/engine-error";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { TemplateError } from "@/lib/text/template-error";
import type { CallFailure } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { UnknownReferenceError } from "@/lib/wire/unknown-reference-error";
import { CallError } from "./call-error";
import { ClientGoneError } from "./client-gone-error";
import { sessionFinishedFailure } from "./session-finished-failure";

/** Long enough for an engine to restart a worker, short enough for an agent's patience. */
const RETRY_AFTER_ENGINE_FAILURE_SECONDS = 2;

/** Somebody has to make room, or to end what holds the file. */
const RETRY_AFTER_STORAGE_FAILURE_SECONDS = 10;

/** What waits to be written goes away by itself. */
const RETRY_AFTER_BEHIND_SECONDS = 5;

/** What the client is told of anything that was thrown. Nothing of an unknown error leaves the server but its being one. */
export function failureOf(error: unknown): CallFailure {
  if (error instanceof CallError) return error.failure;
  if (error instanceof EngineError) return engineFailure(error);
  if (error instanceof SessionClosedError) return sessionFinishedFailure();
  if (error instanceof RequestError) {
    const param = error.param === null ? {} : { param: error.param };
    return { status: 400, kind: "invalid_request", message: error.message, ...param };
  }
  if (error instanceof UnknownReferenceError) {
    const { message, param, code } = error;
    return { status: 404, kind: "not_found", message, param, code };
  }
  if (error instanceof TemplateError) {
    return {
      status: 400,
      kind: "invalid_request",
      message: `The model's chat template refuses these messages: ${error.message}`,
      param: "messages",
    };
  }
  if (error instanceof StoreFault) {
    if (error.kind === "behind") {
      const message = `${error.message} Nothing was sampled: send this call again.`;
      return { status: 503, kind: "storage_failed", message, retryAfterSeconds: RETRY_AFTER_BEHIND_SECONDS };
    }
    return {
      status: error.kind === "full" ? 507 : 503,
      kind: "storage_failed",
      message: `Nothing can be recorded. ${error.message}`,
      retryAfterSeconds: RETRY_AFTER_STORAGE_FAILURE_SECONDS,
    };
  }
  if (error instanceof ClientGoneError) {
    return { status: 499, kind: "invalid_request", message: error.message };
  }
  return { status: 500, kind: "internal", message: "The recorder failed; its log says why." };
}

/** Whether SDKs send the same call once more after an error, and so does a client that left before its answer came. */
export function isWorthARetry(error: unknown): boolean {
  const { status } = failureOf(error);
  return status >= 499 || status === 429;
}

/** A failure's kind, for whoever counts them. */
export function kindOfFailure(error: unknown): CallFailure["kind"] | "client_gone" {
  return error instanceof ClientGoneError ? "client_gone" : failureOf(error).kind;
}

function engineFailure(error: EngineError): CallFailure {
  switch (error.kind) {
    case "context_full":
      return { status: 400, kind: "context_full", message: error.message, param: "messages" };
    case "rejected":
      return { status: 400, kind: "invalid_request", message: error.message };
    case "silent":
      return { status: 504, kind: "engine_silent", message: error.message };
    case "unreachable":
    case "failed":
    case "garbage":
      return {
        status: 502,
        kind: "engine_failed",
        message: error.message,
        retryAfterSeconds: error.retryAfterSeconds ?? RETRY_AFTER_ENGINE_FAILURE_SECONDS,
      };
  }
}
