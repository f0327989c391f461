import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";

/** A value of a line: JSON, or text that is JSON already (a long column that was written on the way). */
export type LineValue = JsonValue | RawJson;

/** Text that is JSON already. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** A field of a line; one that is undefined is left out. */
export type LineField = readonly [name: string, value: LineValue | undefined];

/**
 * One line: fields in the order given, those that are undefined left out.
 *
 * @example
 * writeLine([["tokens", new RawJson("[1,2]")], ["reward", 1]]); // '{"tokens":[1,2],"reward":1}'
 */
export function writeLine(fields: readonly LineField[]): string {
  const members: string[] = [];
  for (const [name, value] of fields) {
    if (value === undefined) continue;
    members.push(`${JSON.stringify(name)}:${value instanceof RawJson ? value.text : stringifyJson(value)}`);
  }
  return `{${members.join(",")}}`;
}
