import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { toolOrigins } from "./responses-items";

/**
 * Tools as a client of the Responses API offered them, from how the model was shown them; `readResponsesTools` the other
 * way round.
 *
 * @param facts of the call, which say which tools were of another kind than a plain function.
 */
export function offeredTools(tools: readonly JsonValue[], facts: JsonObject): readonly JsonObject[] {
  const origins = toolOrigins(facts);
  const namespaces = new Map<string, JsonObject[]>();
  const offered = tools.flatMap((tool): readonly JsonObject[] => {
    const shown =
      isObject(tool) && tool.function !== undefined && isObject(tool.function) ? tool.function : {};
    const origin = origins[String(shown.name)];
    if (origin?.kind === "custom") {
      const { parameters: _, ...custom } = shown;
      return [{ ...custom, type: "custom", name: origin.name }];
    }
    const plain = { type: "function", ...shown, name: origin?.name ?? shown.name ?? "" };
    if (origin?.namespace === undefined) return [plain];
    const known = namespaces.get(origin.namespace);
    known?.push(plain);
    if (known !== undefined) return [];
    const members = [plain];
    namespaces.set(origin.namespace, members);
    return [{ type: "namespace", name: origin.namespace, tools: members }];
  });
  const others = Array.isArray(facts.tools_not_offered) ? facts.tools_not_offered : [];
  return [...offered, ...others.map((type) => ({ type: String(type) }))];
}
