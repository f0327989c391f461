import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema, jsonObjectSchema } from "@/lib/wire/shared/json-schemas";
import { pathText } from "@/lib/wire/shared/path-text";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";

/** How a tool that the model knows by one name stands on the wire. */
export type ToolOrigin =
  | { readonly kind: "function"; readonly name: string; readonly namespace?: string }
  | { readonly kind: "custom"; readonly name: string };

/** What of the Responses API's tools the model is shown, in OpenAI's function form, and what it is not. */
export interface ResponsesTools {
  readonly tools: readonly JsonObject[];
  /** By the name that the model is shown; only those whose wire form differs from a plain function. */
  readonly origins: Readonly<Record<string, ToolOrigin>>;
  /** Kinds of tools that only OpenAI's own servers run. */
  readonly notOffered: readonly string[];
}

const kindSchema = z.looseObject({ type: z.string() });

const functionSchema = z.looseObject({
  name: z.string().min(1),
  description: z.string().nullish(),
  parameters: jsonObjectSchema.nullish(),
});

const namespaceSchema = z.looseObject({ name: z.string().min(1), tools: jsonListSchema });

/** The parameters of a tool that takes free text. */
const FREE_TEXT = { type: "object", properties: { input: { type: "string" } }, required: ["input"] };

/** The one name by which the model is shown a tool of a namespace. */
export function namespacedName(namespace: string | null | undefined, name: string): string {
  return typeof namespace === "string" && namespace !== "" ? `${namespace}__${name}` : name;
}

function declaration(
  name: string,
  fields: z.output<typeof functionSchema>,
  parameters: JsonObject,
): JsonObject {
  return {
    type: "function",
    function: {
      name,
      ...(typeof fields.description === "string" ? { description: fields.description } : {}),
      parameters,
    },
  };
}

/**
 * Reads `tools`. Functions keep their name, those of a namespace get it as a prefix, a custom tool becomes a function
 * of one text. Tools that only OpenAI's servers run (web search and the like) are left out and named. Throws
 * `RequestError`.
 */
export function readResponsesTools(list: readonly JsonValue[], at: readonly PropertyKey[]): ResponsesTools {
  const tools: JsonObject[] = [];
  const origins: Record<string, ToolOrigin> = {};
  const notOffered: string[] = [];
  const read = (value: JsonValue, path: readonly PropertyKey[], namespace: string | null) => {
    const { type } = readWithSchema(kindSchema, value, path);
    if (type === "function") {
      const fields = readWithSchema(functionSchema, value, path);
      const name = namespacedName(namespace, fields.name);
      tools.push(declaration(name, fields, fields.parameters ?? { type: "object", properties: {} }));
      if (namespace !== null) origins[name] = { kind: "function", name: fields.name, namespace };
    } else if (type === "custom") {
      const fields = readWithSchema(functionSchema, value, path);
      tools.push(declaration(fields.name, fields, FREE_TEXT));
      origins[fields.name] = { kind: "custom", name: fields.name };
    } else if (type === "namespace") {
      if (namespace !== null) {
        throw new RequestError(`${pathText(path)} is a namespace inside a namespace`, pathText(path));
      }
      const inner = readWithSchema(namespaceSchema, value, path);
      inner.tools.forEach((tool, index) => {
        read(tool, [...path, "tools", index], inner.name);
      });
    } else {
      notOffered.push(type);
    }
  };
  list.forEach((value, index) => {
    read(value, [...at, index], null);
  });
  return { tools, origins, notOffered };
}
