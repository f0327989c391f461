import type { JsonValue } from "@/lib/core/json-value";
import { parseJson } from "@/lib/core/parse-json";
import { CallError } from "./call-error";

/** Parses a request body without loss. @throws CallError 400 when it is not JSON. */
export function parseBody(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new CallError({
      status: 400,
      kind: "invalid_request",
      message: `The request body is not JSON: ${words}`,
    });
  }
}
