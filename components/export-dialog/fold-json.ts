import { formatCount, plural } from "@/lib/core/base/format-count";
import type { JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { stringifyJson } from "@/lib/core/json/stringify-json";

/** Items of a long list, and characters of a long text, that are shown before the rest is counted. */
const SHOWN_ITEMS = 8;
const SHOWN_CHARACTERS = 160;

/**
 * A value as indented JSON in which long lists and long texts are folded: their beginning, and how much more there is.
 *
 * @example
 * foldJson({ tokens: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
 * // {
 * //   "tokens": [1, 2, 3, 4, 5, 6, 7, 8, … 2 more]
 * // }
 */
export function foldJson(value: JsonValue, indent = ""): string {
  if (typeof value === "string") return foldText(value);
  if (typeof value !== "object" || value === null) return stringifyJson(value);
  const inner = `${indent}  `;
  if (isArray(value)) {
    const shown = value.slice(0, SHOWN_ITEMS).map((item) => foldJson(item, inner));
    const rest = value.length - shown.length;
    const items = rest > 0 ? [...shown, `… ${formatCount(rest)} more`] : shown;
    const isFlat = shown.every((item) => !item.includes("\n"));
    return isFlat ? `[${items.join(", ")}]` : `[\n${inner}${items.join(`,\n${inner}`)}\n${indent}]`;
  }
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${JSON.stringify(name)}: ${foldJson(field, inner)}`,
  );
  return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}\n${indent}}`;
}

function foldText(text: string): string {
  const rest = text.length - SHOWN_CHARACTERS;
  if (rest <= 0) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, SHOWN_CHARACTERS)).slice(0, -1)}…" (${plural(rest, "more character")})`;
}
