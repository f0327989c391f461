import { littleEndian } from "@/lib/core/base/little-endian";
import { asArray, asCount, asObject, asTokenIds, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { storedText } from "@/lib/core/json/stored-text";
import { withoutKnownKeys } from "@/lib/core/json/without-known-keys";
import type { AnnotationValue, TopTokens } from "./annotation";

/** Longest text of an annotation, in UTF-16 units; an attachment has a limit of its own. */
const LONGEST_TEXT = 100_000;

/** More alternatives a token than these are no top-k table. */
const MOST_TOP_TOKENS = 1_024;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Reads what an annotation says: `value` (a number, a text, an object or null), `values` (a column of 64-bit floats) or
 * `top` (a table). A column is an array of numbers, or base64 of the numbers as little-endian bytes. Throws `FieldError`.
 *
 * @param isLogProb whether a number may be -Infinity, in JSON the text "-Infinity".
 * @example
 * readAnnotationValue({ values: [-0.5, -0.25] }, true); // { form: "column", column: Float64Array [-0.5, -0.25] }
 */
export function readAnnotationValue(fields: JsonObject, isLogProb: boolean): AnnotationValue {
  const { value, values, top } = fields;
  if ([value, values, top].filter((given) => given !== undefined).length !== 1) {
    throw new FieldError("an annotation", "told by exactly one of value, values and top");
  }
  if (values !== undefined) return { form: "column", column: readFloats(values, "values", isLogProb) };
  if (top !== undefined) return { form: "table", table: readTop(asObject(top, "top")) };
  return readScalar(value ?? null);
}

function readScalar(value: JsonValue): AnnotationValue {
  if (value === null) return { form: "none" };
  switch (typeof value) {
    case "number":
    case "bigint":
      return { form: "number", number: finite(Number(value), "value", false) };
    case "string": {
      if (value.length > LONGEST_TEXT)
        throw new FieldError("value", `at most ${LONGEST_TEXT} characters long`);
      const { text } = withoutKnownKeys({ text: storedText(value, "value") });
      return { form: "text", text: storedText(text, "value") };
    }
    case "object":
      return { form: "object", object: withoutKnownKeys(asObject(value, "value")) };
    default:
      throw new FieldError("value", "a number, text, an object or null");
  }
}

function readTop(fields: JsonObject): TopTokens {
  const k = asCount(fields.k, "top.k");
  if (k < 1 || k > MOST_TOP_TOKENS) throw new FieldError("top.k", `from 1 to ${MOST_TOP_TOKENS}`);
  const ids = readIds(fields.ids, "top.ids");
  const logProbs = readFloats(fields.log_probs, "top.log_probs", true);
  if (ids.length % k !== 0) throw new FieldError("top.ids", `a whole number of rows of ${k}`);
  if (logProbs.length !== ids.length) {
    throw new FieldError("top.log_probs", `as long as top.ids, which has ${ids.length}`);
  }
  return { k, ids, logProbs };
}

function readIds(value: JsonValue | undefined, path: string): Int32Array {
  if (typeof value !== "string") return asTokenIds(value, path);
  const ids = littleEndian.toIds(fromBase64(value, path, 4));
  if (ids.some((id) => id < 0)) throw new FieldError(path, "token ids, whole numbers from 0");
  return ids;
}

function readFloats(value: JsonValue | undefined, path: string, isLogProb: boolean): Float64Array {
  if (typeof value === "string") {
    const floats = littleEndian.toFloats(fromBase64(value, path, 8));
    for (const [at, number] of floats.entries()) finite(number, `${path}[${at}]`, isLogProb);
    return floats;
  }
  const items = asArray(value, path);
  return Float64Array.from(items, (item, at) => {
    const number = item === "-Infinity" ? Number.NEGATIVE_INFINITY : item;
    if (typeof number === "number") return finite(number, `${path}[${at}]`, isLogProb);
    if (typeof number === "bigint") return Number(number);
    throw new FieldError(`${path}[${at}]`, wantedNumber(isLogProb));
  });
}

function finite(number: number, path: string, isLogProb: boolean): number {
  if (Number.isFinite(number) || (isLogProb && number === Number.NEGATIVE_INFINITY)) return number;
  throw new FieldError(path, wantedNumber(isLogProb));
}

function wantedNumber(isLogProb: boolean): string {
  return isLogProb ? 'a finite number or "-Infinity"' : "a finite number";
}

/** The bytes of a base64 text, a whole number of `size`. */
function fromBase64(text: string, path: string, size: number): Uint8Array {
  if (!BASE64.test(text)) throw new FieldError(path, "an array of numbers, or base64");
  const binary = atob(text);
  if (binary.length % size !== 0) throw new FieldError(path, `a whole number of values of ${size} bytes`);
  return Uint8Array.from({ length: binary.length }, (_, at) => binary.charCodeAt(at));
}
