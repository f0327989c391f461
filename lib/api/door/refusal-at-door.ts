import { ManagementError } from "@/lib/api/management-error";
import { managementErrorResponse } from "@/lib/api/management-error-response";
import { CallError } from "@/lib/recorder/edge/call-error";
import { readCallPath } from "@/lib/recorder/edge/call-path";
import { findRoute } from "@/lib/recorder/edge/call-routes";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { protocolOf } from "@/lib/recorder/edge/protocol-of";
import { mintCallKey, withRequestId } from "@/lib/recorder/edge/request-id";
import type { AddressKind } from "./address-kind";

/** Why a request is not let in. */
export interface DoorRefusal {
  readonly status: 400 | 403 | 405 | 408;
  readonly message: string;
}

const CALL_KINDS = {
  400: "invalid_request",
  403: "forbidden",
  405: "wrong_method",
  408: "invalid_request",
} as const;

/** What a request was sent to. */
export interface CalledAddress {
  readonly method: string;
  readonly pathname: string;
  readonly headers: Pick<Headers, "has">;
}

/** The methods that the path takes, where it is the method that is refused. */
function allowed(status: DoorRefusal["status"], method: string, rest: string) {
  const found = status === 405 ? findRoute(method, rest) : null;
  return found?.type === "wrong_method" ? { allow: found.allow } : {};
}

/** A refusal in the shape that whoever calls the address reads: its protocol's, the API's, or a sentence for a person. */
export function refusalAtDoor(
  { status, message }: DoorRefusal,
  kind: AddressKind,
  { method, pathname, headers }: CalledAddress,
): Response {
  switch (kind) {
    case "call": {
      const { rest } = readCallPath(pathname);
      const failure = {
        status,
        kind: CALL_KINDS[status],
        message,
        ...allowed(status, method, rest),
      } as const;
      const protocol = protocolOf(rest, headers);
      return withRequestId(errorResponse(new CallError(failure), protocol), mintCallKey());
    }
    case "api":
      return managementErrorResponse(new ManagementError(status, message));
    case "page":
      return new Response(`${message}\n`, {
        status,
        headers: { "content-type": "text/plain; charset=utf-8" },
      });
    default:
      return kind satisfies never;
  }
}
