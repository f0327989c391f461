import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Protocol } from "@/lib/wire/protocol";
import { failureOf } from "./failure-of";

/** Anything thrown, as an error of the protocol that was called. */
export function errorResponse(error: unknown, protocol: Protocol): Response {
  const { status, body, headers } = protocol.formatError(failureOf(error));
  return new Response(stringifyJson(body), {
    status,
    headers: { ...headers, "content-type": "application/json" },
  });
}
