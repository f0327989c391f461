import { StoreFault } from "@/lib/core/base/store-fault";
import { LineError } from "@/lib/core/file/split-lines";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import { RewardError } from "@/lib/core/samples/reward-error";
import { CallError } from "@/lib/recorder/edge/call-error";
import { failureOf } from "@/lib/recorder/edge/failure-of";
import { SessionFinishError } from "@/lib/recorder/lifecycle/session-finish-error";
import { SessionOpeningError } from "@/lib/recorder/lifecycle/session-opening-error";
import { AnnotationError } from "@/lib/store/annotations/annotation-error";
import { LedgerError } from "@/lib/store/ledger/ledger-error";
import { FilterError } from "@/lib/store/rows/filter-error";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { SessionExistsError } from "@/lib/store/rows/session-exists-error";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { ManagementError } from "./management-error";

/** What was asked for does not fit. */
const UNFIT = [LineError, PolicyError, RewardError, FilterError, SessionOpeningError];

/** The session's state forbids what was asked for. */
const CONFLICTS = [SessionExistsError, SessionClosedError, SessionFinishError];

/** When to come again, in seconds, where that helps: after a fault of the storage as calls of the model say it. */
function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof ManagementError) return error.retryAfterSeconds;
  return error instanceof CallError || error instanceof StoreFault
    ? failureOf(error).retryAfterSeconds
    : undefined;
}

function statusOf(error: unknown): number {
  if (error instanceof ManagementError) return error.status;
  if (error instanceof CallError) return error.failure.status;
  if (error instanceof AnnotationError) return error.isConflict ? 409 : 400;
  if (UNFIT.some((unfit) => error instanceof unfit)) return 400;
  if (error instanceof LedgerError) return error.kind === "unknown" ? 404 : 409;
  if (error instanceof StoreFault) return error.kind === "full" ? 507 : 503;
  if (error instanceof SessionNotFoundError) return 404;
  if (CONFLICTS.some((conflict) => error instanceof conflict)) return 409;
  return 500;
}

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request",
  401: "unauthorised",
  403: "forbidden",
  404: "not_found",
  405: "not_found",
  408: "too_slow",
  409: "conflict",
  413: "too_large",
  429: "too_many",
  503: "storage_failed",
  507: "storage_failed",
};

/** Anything thrown by a management call as `{"error": {message, type}}`; an unknown error stays in the log. */
export function managementErrorResponse(error: unknown): Response {
  // The client left, so that nobody reads this.
  if (error instanceof DOMException && error.name === "AbortError")
    return new Response(null, { status: 499 });
  const status = statusOf(error);
  if (status === 500) console.error(error);
  const message =
    status !== 500 && error instanceof Error ? error.message : "The server failed; its log says why.";
  const wait = retryAfterOf(error);
  const headers: Readonly<Record<string, string>> = wait === undefined ? {} : { "retry-after": String(wait) };
  return Response.json({ error: { message, type: TYPES[status] ?? "internal" } }, { status, headers });
}
