import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";

const declaredTool = z.looseObject({
  function: z.looseObject({
    name: z.string(),
    parameters: z
      .looseObject({ properties: z.record(z.string(), z.looseObject({ type: z.unknown() })).optional() })
      .optional(),
  }),
});

/**
 * Whether a tool's parameter is declared as text and nothing else; null when it is not declared.
 *
 * @param tools Tool declarations in OpenAI's form.
 */
export function isDeclaredText(tools: readonly JsonValue[], tool: string, parameter: string): boolean | null {
  for (const candidate of tools) {
    const { data } = declaredTool.safeParse(candidate);
    if (data?.function.name !== tool) continue;
    const properties = data.function.parameters?.properties ?? {};
    const declared = Object.hasOwn(properties, parameter) ? properties[parameter]?.type : undefined;
    return declared === undefined ? null : declared === "string";
  }
  return null;
}
