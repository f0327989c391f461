import { errorMessage } from "@/lib/core/base/error-message";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import { CallError } from "./call-error";

/** Parses a request body without loss. @throws CallError 400 when it is not JSON, or nested past all use. */
export function parseBody(text: string): JsonValue {
  try {
    return parseGivenJson(text);
  } catch (error) {
    const words = errorMessage(error);
    throw new CallError({
      status: 400,
      kind: "invalid_request",
      message: `The request body is not JSON: ${words}`,
    });
  }
}
