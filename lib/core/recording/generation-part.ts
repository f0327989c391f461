import { asArray, asChoice, asCount, asObject, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { GenerationSegment } from "./turn-facts";
import { TURN_WORDS } from "./turn-words";
import { coversTokens, type WeightSpan } from "./weight-span";

/** Reads wire `weight_spans`: in order, without gaps, from 0. Throws `FieldError`. */
export function readWeightSpans(value: JsonValue, path: string): readonly WeightSpan[] {
  const spans = asArray(value, path).map((item, at) => {
    const here = `${path}[${at}]`;
    const { version, start, end } = membersOf(item, here, ["version", "start", "end"]);
    return {
      version: asString(version, `${here}.version`),
      start: asCount(start, `${here}.start`),
      end: asCount(end, `${here}.end`),
    };
  });
  if (coversTokens(spans, spans.at(-1)?.end ?? 0) && spans.length > 0) return spans;
  throw new FieldError(path, "spans from 0, each beginning where the one before it ends");
}

export function writeWeightSpans(spans: readonly WeightSpan[]): JsonValue {
  return spans.map(({ version, start, end }): JsonObject => ({ version, start, end }));
}

/** Reads wire `segments`. Throws `FieldError`. */
export function readSegments(value: JsonValue, path: string): readonly GenerationSegment[] {
  return asArray(value, path).map((item, at) => {
    const here = `${path}[${at}]`;
    const fields = membersOf(item, here, ["request_id", "start", "end", "finish"]);
    return {
      requestId: asString(fields.request_id, `${here}.request_id`),
      start: asCount(fields.start, `${here}.start`),
      end: asCount(fields.end, `${here}.end`),
      finish: asChoice(fields.finish, Object.values(TURN_WORDS.finishReason), `${here}.finish`),
    };
  });
}

export function writeSegments(segments: readonly GenerationSegment[]): JsonValue {
  return segments.map(
    ({ requestId, start, end, finish }): JsonObject => ({ request_id: requestId, start, end, finish }),
  );
}

/** The members of an object that has these and no other, so that what is written again is what was read. */
function membersOf(item: JsonValue, path: string, names: readonly string[]): JsonObject {
  const fields = asObject(item, path);
  const other = Object.keys(fields).find((name) => !names.includes(name));
  if (other !== undefined) throw new FieldError(`${path}.${other}`, "absent");
  return fields;
}
