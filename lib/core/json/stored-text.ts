import { asString, FieldError } from "./json-fields";
import type { JsonValue } from "./json-value";

/** Half of a character is no text for a database. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Reads a text that stands in a column of its own. Throws `FieldError`. */
export function storedText(value: JsonValue | undefined, path: string): string {
  const text = asString(value, path);
  if (LONE_SURROGATE.test(text)) throw new FieldError(path, "text without half characters");
  return text;
}
