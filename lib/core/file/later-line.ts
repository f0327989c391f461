import type { Annotation } from "@/lib/core/annotations/annotation";
import { annotationText } from "@/lib/core/annotations/annotation-text";
import { readAnnotation } from "@/lib/core/annotations/read-annotation";
import type { SampleTrace, TracedRun } from "@/lib/core/annotations/sample-trace";
import { asArray, asCount, asNumber, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { storedText } from "@/lib/core/json/stored-text";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { FORMAT_VERSION } from "./format-version";

/** What was found out about a session after it was recorded: these lines follow its turns. */
export interface AnnotationLine {
  readonly type: "annotation";
  readonly session: string;
  readonly annotation: Annotation;
}

/** A line that was exported of a session, so that annotations can be about it. */
export interface ExportedLine {
  readonly type: "exported";
  readonly session: string;
  readonly trace: SampleTrace;
}

export function laterLineText(line: AnnotationLine | ExportedLine): string {
  const { type, session } = line;
  if (line.type === "annotation")
    return annotationText(line.annotation, { type, version: FORMAT_VERSION, session });
  const { trace } = line;
  return stringifyJson({
    type,
    version: FORMAT_VERSION,
    session,
    digest: trace.digest,
    revision: trace.revision,
    reward_revision: trace.rewardRevision,
    policy: trace.policy,
    sample: trace.sample,
    leaf: trace.leaf,
    length: trace.length,
    response_length: trace.responseLength,
    trained: trace.trained.map(({ turn, outputStart, start, length }) => [turn, outputStart, start, length]),
  });
}

/** Reads what `laterLineText` wrote of an annotation. Throws `FieldError`. */
export function readAnnotationLine(fields: JsonObject): AnnotationLine {
  const session = storedText(fields.session, "session");
  const { reward_revision: number } = fields;
  const rewardRevision = number === undefined ? null : asCount(number, "reward_revision");
  // A line of a file tells its time.
  const annotation = readAnnotation({ ...fields, at: asCount(fields.at, "at") }, 0);
  return { type: "annotation", session, annotation: { ...annotation, rewardRevision } };
}

/** Reads what `laterLineText` wrote of an exported line. Throws `FieldError`. */
export function readExportedLine(fields: JsonObject): ExportedLine {
  const session = storedText(fields.session, "session");
  const digest = asString(fields.digest, "digest");
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new FieldError("digest", "64 hexadecimal digits");
  const length = asCount(fields.length, "length");
  const trace: SampleTrace = {
    digest,
    session,
    revision: asCount(fields.revision, "revision"),
    rewardRevision: asCount(fields.reward_revision, "reward_revision"),
    policy: storedText(fields.policy, "policy"),
    sample: asCount(fields.sample, "sample"),
    leaf: storedText(fields.leaf, "leaf"),
    length,
    responseLength: wholeNumber(fields.response_length, "response_length"),
    trained: asArray(fields.trained, "trained").map((run, at) => tracedRun(run, `trained[${at}]`, length)),
  };
  return { type: "exported", session, trace };
}

function tracedRun(value: JsonValue, path: string, sampleLength: number): TracedRun {
  const numbers = asArray(value, path).map((number) => asCount(number, path));
  const [turn = 0, outputStart = 0, start = 0, length = 0] = numbers;
  if (numbers.length !== 4 || turn === 0 || length === 0 || start + length > sampleLength) {
    throw new FieldError(path, "a turn, a start in its output, a start in the sample and a length");
  }
  return { turn, outputStart, start, length };
}

function wholeNumber(value: JsonValue | undefined, path: string): number {
  const number = asNumber(value, path);
  if (Number.isSafeInteger(number)) return number;
  throw new FieldError(path, "a whole number");
}
