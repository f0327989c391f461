import type { Annotation, AnnotationTarget, AnnotationValue } from "@/lib/core/annotations/annotation";
import { targetKey } from "@/lib/core/annotations/target-key";
import { assume } from "@/lib/core/base/assume";
import { littleEndian } from "@/lib/core/base/little-endian";
import type { JsonObject } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { DatabaseError } from "@/lib/store/database/database-error";
import type { Annotation as AnnotationRow } from "@/prisma/generated/client";

/** The columns of an annotation, without its key. */
export type AnnotationColumns = Omit<AnnotationRow, "key">;

/** Kinds whose text is a word that filters look for. */
const WORD_KINDS: ReadonlySet<string> = new Set(["label", "outcome"]);

/** The row of an annotation, without the key of its session: the writer knows it. */
export function annotationRow(annotation: Annotation): Omit<AnnotationColumns, "sessionKey"> {
  const { producer, kind, target, value, at, rewardRevision } = annotation;
  return {
    producer,
    kind,
    target: targetKey(target),
    at: BigInt(at),
    number: value.form === "number" ? value.number : null,
    word: value.form === "text" && WORD_KINDS.has(kind) ? value.text : null,
    text: value.form === "text" && !WORD_KINDS.has(kind) ? value.text : null,
    object: value.form === "object" ? stringifyJson(value.object) : null,
    ...blobsOf(value),
    rewardRevision,
  };
}

function blobsOf(value: AnnotationValue): Pick<AnnotationColumns, "floats" | "topIds" | "topCount"> {
  switch (value.form) {
    case "column":
      return { floats: littleEndian.fromFloats(value.column), topIds: null, topCount: null };
    case "table": {
      const { k, ids, logProbs } = value.table;
      const floats = littleEndian.fromFloats(logProbs);
      return { floats, topIds: littleEndian.fromIds(ids), topCount: k };
    }
    default:
      return { floats: null, topIds: null, topCount: null };
  }
}

export function annotationOfColumns(row: AnnotationColumns): Annotation {
  return {
    producer: row.producer,
    kind: row.kind,
    target: targetOf(row.target),
    value: valueOfColumns(row),
    at: Number(row.at),
    rewardRevision: row.rewardRevision,
  };
}

function valueOfColumns(row: AnnotationColumns): AnnotationValue {
  if (row.number !== null) return { form: "number", number: row.number };
  const text = row.word ?? row.text;
  if (text !== null) return { form: "text", text };
  if (row.object !== null) {
    const object = assume<JsonObject>(parseJson(row.object), "the column holds what annotationColumns wrote");
    return { form: "object", object };
  }
  if (row.floats === null) return { form: "none" };
  const floats = littleEndian.toFloats(row.floats);
  if (row.topIds === null || row.topCount === null) return { form: "column", column: floats };
  return {
    form: "table",
    table: { k: row.topCount, ids: littleEndian.toIds(row.topIds), logProbs: floats },
  };
}

/** The target that `targetKey` wrote. */
function targetOf(key: string): AnnotationTarget {
  const [on = "", ...rest] = key.split(":");
  const name = rest.join(":");
  const [turn = 0, start = 0, length = 0] = rest.map(Number);
  switch (on) {
    case "session":
      return { on };
    case "turn":
      return { on, turn };
    case "range":
      return { on, turn, start, length };
    case "leaf":
      return { on, leaf: name };
    case "node":
      return { on, node: name };
    case "sample":
      return { on, digest: name };
    default:
      throw new DatabaseError(`the database holds the target "${key}", which this build does not know`);
  }
}
