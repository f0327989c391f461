import { floatText } from "./float-text";

/**
 * A JSON list of doubles, each as `floatText` writes it; an unknown log-prob is 0.0.
 *
 * @example
 * floatList(Float64Array.of(0, -0.1)); // "[0.0,-0.1]"
 */
export function floatList(values: ArrayLike<number>): string {
  const texts = new Array<string>(values.length);
  for (let at = 0; at < values.length; at++) texts[at] = floatText(values[at] ?? 0);
  return `[${texts.join(",")}]`;
}
