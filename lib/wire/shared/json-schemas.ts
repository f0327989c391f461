import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";

/** Any value of a body that came through `parseJson`: kept as it is, by reference, key order and bigints included. */
export const jsonValueSchema = z.custom<JsonValue>((value) => value !== undefined, {
  error: "is missing",
});

/** An object of a body that came through `parseJson`, kept as it is. */
export const jsonObjectSchema = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  { error: "expected an object" },
);

/** A list of such values. */
export const jsonListSchema = z.array(jsonValueSchema);
