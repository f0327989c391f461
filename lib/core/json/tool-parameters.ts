import type { JsonValue } from "./json-value";
import { schemaMember } from "./schema-member";

/**
 * The JSON Schema of a tool's parameters; nothing where no tool of this name is declared, or it declares none.
 *
 * @param tools Tool declarations in OpenAI's form.
 */
export function toolParameters(tools: readonly JsonValue[], tool: string): JsonValue | undefined {
  const declared = tools.map((candidate) => schemaMember(candidate, "function"));
  return schemaMember(
    declared.find((candidate) => schemaMember(candidate, "name") === tool),
    "parameters",
  );
}
