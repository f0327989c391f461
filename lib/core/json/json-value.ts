/**
 * Any JSON value, read without loss: integers that a double cannot hold are `bigint`.
 * Parse with `parseJson`, write with `stringifyJson`; `JSON.parse` would round them.
 */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}
