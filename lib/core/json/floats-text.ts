import { stringifyJson } from "./stringify-json";

/**
 * 64-bit floats as a JSON array. JSON has no NaN and no infinities: NaN is null, and the infinities are spelled.
 *
 * @example
 * floatsText(Float64Array.of(-0.5, Number.NaN, Number.NEGATIVE_INFINITY)); // '[-0.5,null,"-Infinity"]'
 */
export function floatsText(values: Float64Array): string {
  return `[${Array.from(values, floatJson).join(",")}]`;
}

function floatJson(value: number): string {
  if (Number.isNaN(value)) return "null";
  return Number.isFinite(value) ? stringifyJson(value) : `"${value}"`;
}
