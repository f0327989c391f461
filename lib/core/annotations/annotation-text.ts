import { floatsText } from "@/lib/core/json/floats-text";
import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Annotation, AnnotationTarget, AnnotationValue } from "./annotation";

/**
 * An annotation as a line holds it, without its line feed: what `readAnnotation` reads back.
 *
 * @param before fields that the line begins with.
 * @example
 * annotationText(annotation, { session: "s" }); // '{"session":"s","producer":"judge","kind":"score:helpful","turn":3,…}'
 */
export function annotationText(annotation: Annotation, before: JsonObject = {}): string {
  const { producer, kind, target, value, at, rewardRevision } = annotation;
  const head: JsonObject = { ...before, producer, kind, at, ...targetFields(target) };
  const tail = rewardRevision === null ? "" : `,"reward_revision":${rewardRevision}`;
  return `${stringifyJson(head).slice(0, -1)},${valueText(value)}${tail}}`;
}

function targetFields(target: AnnotationTarget): JsonObject {
  const { on, ...fields } = target;
  return fields;
}

function valueText(value: AnnotationValue): string {
  switch (value.form) {
    case "number":
      return `"value":${stringifyJson(value.number)}`;
    case "text":
      return `"value":${stringifyJson(value.text)}`;
    case "object":
      return `"value":${stringifyJson(value.object)}`;
    case "none":
      return '"value":null';
    case "column":
      return `"values":${floatsText(value.column)}`;
    case "table": {
      const { k, ids, logProbs } = value.table;
      return `"top":{"k":${k},"ids":[${ids.join(",")}],"log_probs":${floatsText(logProbs)}}`;
    }
    default:
      return value satisfies never;
  }
}
