import type { JsonValue } from "@/lib/core/json/json-value";
import { RequestError } from "@/lib/wire/request-error";

/**
 * Refuses a call that offers nothing but tools of a provider's own servers. Beside other tools they are left out, and
 * the reply says so.
 *
 * @throws RequestError
 */
export function refuseServerTools(notOffered: readonly string[], tools: readonly JsonValue[]): void {
  if (notOffered.length === 0 || tools.length > 0) return;
  throw new RequestError(
    `tools holds only ${notOffered.join(", ")}, which a provider's own servers run and this one has not: ` +
      "offer a function with a schema instead, such as one of an MCP server at the client",
    "tools",
  );
}
