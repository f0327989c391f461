import type { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { ParseOptions } from "@/lib/wire/protocol";
import { readWithSchema } from "./read-with-schema";

/** Without these a call cannot be recorded, whoever answers it. */
const NEEDED: ReadonlySet<PropertyKey> = new Set([
  "model",
  "messages",
  "input",
  "system",
  "instructions",
  "tools",
]);

/**
 * The fields of a call's body. In a call that is forwarded, a field that asks something of the answer in a way not known
 * here is left out of what is read: the other server says what it makes of it.
 *
 * @throws RequestError for a field that does not fit.
 */
export function readCallFields<S extends z.ZodType>(
  schema: S,
  body: JsonObject,
  { forwarded = false }: Pick<ParseOptions, "forwarded">,
): z.output<S> {
  const result = forwarded ? schema.safeParse(body) : null;
  if (result === null || result.success) return readWithSchema(schema, body);
  const unread = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const kept = Object.entries(body).filter(([name]) => NEEDED.has(name) || !unread.has(name));
  return readWithSchema(schema, Object.fromEntries(kept));
}
