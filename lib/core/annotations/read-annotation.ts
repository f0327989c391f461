import { asCount, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject } from "@/lib/core/json/json-value";
import { storedText } from "@/lib/core/json/stored-text";
import type { Annotation, AnnotationTarget, AnnotationValue } from "./annotation";
import { ACCEPTED_KINDS, type AnnotationKind, annotationKind } from "./annotation-kinds";
import { checkValueOfKind } from "./check-value-of-kind";
import { PRODUCER, PRODUCER_RULE } from "./producer";
import { readAnnotationValue } from "./read-value";
import { targetWords } from "./target-key";

/** What an annotation of a line may hold. */
const FIELDS = [
  "producer",
  "kind",
  "at",
  "session",
  "turn",
  "start",
  "length",
  "leaf",
  "node",
  "digest",
  "value",
  "values",
  "top",
  "reward_revision",
  "type",
  "version",
];

const DIGEST = /^[0-9a-f]{64}$/;

/** From 2000 to 2200, milliseconds since 1970: a time in seconds is none. */
const [FIRST_TIME, LAST_TIME] = [946_684_800_000, 7_258_118_400_000];

/**
 * Reads an annotation as it stands on a line: who, what kind, of what, what, and when. Throws `FieldError` that names the
 * first field at fault. What it is about may yet not be there.
 *
 * A column over an exported line has that line as its target; `columnOnTurns` puts it on the turns.
 *
 * @param now milliseconds since 1970, for an annotation that names no time.
 * @example
 * readAnnotation({ producer: "judge", kind: "score:helpful", turn: 3, value: 0.7 }, 1_790_000_000_000);
 */
export function readAnnotation(fields: JsonObject, now: number): Annotation {
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw new FieldError(unknown, `absent; known are ${FIELDS.slice(0, 13).join(", ")}`);
  const producer = asString(fields.producer, "producer");
  if (!PRODUCER.test(producer)) throw new FieldError("producer", PRODUCER_RULE.replace("must be ", ""));
  const kind = asString(fields.kind, "kind");
  const known = annotationKind(kind);
  if (known === null) throw new FieldError("kind", ACCEPTED_KINDS);
  const value = readAnnotationValue(fields, known.isLogProb === true);
  const target = readTarget(fields, value);
  checkFit(kind, known, target, value);
  return { producer, kind, target, value, at: readTime(fields, now), rewardRevision: null };
}

function readTime(fields: JsonObject, now: number): number {
  if (fields.at === undefined || fields.at === null) return now;
  const at = asCount(fields.at, "at");
  if (at < FIRST_TIME || at > LAST_TIME) throw new FieldError("at", "a time in milliseconds since 1970");
  return at;
}

function readTarget(fields: JsonObject, value: AnnotationValue): AnnotationTarget {
  const named = ["turn", "leaf", "node", "digest"].filter((name) => fields[name] !== undefined);
  const [name] = named;
  if (named.length > 1)
    throw new FieldError("an annotation", `about one thing, not about ${named.join(" and ")}`);
  if (name !== "turn" && (fields.start !== undefined || fields.length !== undefined)) {
    throw new FieldError("start and length", "given with turn alone");
  }
  switch (name) {
    case undefined:
      return { on: "session" };
    case "leaf":
      return { on: "leaf", leaf: leafName(fields) };
    case "node":
      return { on: "node", node: storedText(fields.node, "node") };
    case "digest": {
      const digest = asString(fields.digest, "digest");
      if (!DIGEST.test(digest)) throw new FieldError("digest", "64 hexadecimal digits");
      return { on: "sample", digest };
    }
    default:
      return readTurnTarget(fields, value);
  }
}

/** A leaf is named by its node, or by the index of the turn that made it. */
function leafName({ leaf }: JsonObject): string {
  return typeof leaf === "number" ? String(asCount(leaf, "leaf")) : storedText(leaf, "leaf");
}

function readTurnTarget(fields: JsonObject, value: AnnotationValue): AnnotationTarget {
  const turn = asCount(fields.turn, "turn");
  if (turn === 0) throw new FieldError("turn", "a turn, from 1");
  const isColumn = value.form === "column" || value.form === "table";
  if (!isColumn && fields.start === undefined && fields.length === undefined) return { on: "turn", turn };
  const start = fields.start === undefined ? 0 : asCount(fields.start, "start");
  const told = fields.length === undefined ? null : asCount(fields.length, "length");
  const length = isColumn ? rowsOf(value) : told;
  if (length === null || length === 0) throw new FieldError("length", "a number of tokens, from 1");
  if (told !== null && told !== length) throw new FieldError("values", `as long as length says, ${told}`);
  return { on: "range", turn, start, length };
}

function rowsOf(value: Extract<AnnotationValue, { readonly form: "column" | "table" }>): number {
  return value.form === "column" ? value.column.length : value.table.ids.length / value.table.k;
}

function checkFit(
  kind: string,
  known: AnnotationKind,
  target: AnnotationTarget,
  value: AnnotationValue,
): void {
  if (!known.forms.includes(value.form)) {
    throw new FieldError(`the value of ${kind}`, known.forms.map((form) => FORM_WORDS[form]).join(" or "));
  }
  const isColumn = value.form === "column" || value.form === "table";
  // A column over a line goes to the turns below it.
  const on = target.on === "sample" && isColumn ? "range" : target.on;
  if (!known.targets.includes(on)) {
    throw new FieldError(
      `${kind}`,
      `about ${known.targets.map((one) => TARGET_WORDS[one]).join(", or ")}; ${targetWords(target)} is not`,
    );
  }
  if (isColumn && on !== "range") throw new FieldError("values", "given with a turn or a digest");
  checkValueOfKind(kind, target, value);
}

const FORM_WORDS: Readonly<Record<AnnotationValue["form"], string>> = {
  number: "a number",
  text: "text",
  column: "a column of numbers (values)",
  table: "a table of tokens (top)",
  object: "an object",
  none: "null",
};

const TARGET_WORDS: Readonly<Record<AnnotationTarget["on"], string>> = {
  session: "a session",
  turn: "a turn",
  range: "tokens of a turn",
  leaf: "a leaf",
  node: "a message",
  sample: "an exported line",
};
