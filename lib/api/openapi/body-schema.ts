import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";

/**
 * The JSON schema of a body from the very schema that reads it, so that the two cannot say different things. What a
 * schema cannot say, such as any JSON value, is left open.
 *
 * @example
 * bodySchema(z.strictObject({ reward: z.number() }));
 * // { type: "object", properties: { reward: { type: "number" } }, required: ["reward"], additionalProperties: false }
 */
export function bodySchema(schema: z.ZodType): JsonObject {
  const { $schema, ...described } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const plain: JsonObject = JSON.parse(JSON.stringify(described));
  return plain;
}
