import type { JsonObject } from "@/lib/core/json/json-value";

/**
 * What a session's metadata say of an import: whose file it came from, and what that file cannot prove, a sentence
 * each.
 */
export function unproven(from: string, sentences: readonly string[]): JsonObject {
  return { imported: { from, unproven: sentences } };
}
