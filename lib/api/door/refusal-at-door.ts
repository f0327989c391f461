import { ManagementError } from "@/lib/api/management-error";
import { managementErrorResponse } from "@/lib/api/management-error-response";
import { CallError } from "@/lib/recorder/edge/call-error";
import { readCallPath } from "@/lib/recorder/edge/call-path";
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

/** A refusal in the shape that whoever calls the address reads: its protocol's, the API's, or a sentence for a person. */
export function refusalAtDoor(
  { status, message }: DoorRefusal,
  kind: AddressKind,
  { pathname, headers }: { readonly pathname: string; readonly headers: Pick<Headers, "has"> },
): Response {
  switch (kind) {
    case "call": {
      const failure = { status, kind: CALL_KINDS[status], message } as const;
      const protocol = protocolOf(readCallPath(pathname).rest, headers);
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
