import { stringifyJson } from "@/lib/core/json/stringify-json";

/** A JSON answer in which long integers keep every digit. It changes with the recording, so nobody keeps it. */
export function jsonResponse(value: unknown): Response {
  return new Response(stringifyJson(value), {
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}
