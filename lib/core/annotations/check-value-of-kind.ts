import { asCount, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { AnnotationTarget, AnnotationValue } from "./annotation";
import { OUTCOME, OUTCOME_RULE } from "./outcome";

/** Longest attachment that is kept itself, in characters of its text or its base64. */
export const LONGEST_ATTACHMENT = 1_048_576;

const LONGEST_LABEL = 200;
const LONGEST_ADDRESS = 2_000;

/** Checks what a kind asks of its value beside the form. Throws `FieldError`. */
export function checkValueOfKind(kind: string, target: AnnotationTarget, value: AnnotationValue): void {
  switch (kind) {
    case "label":
      if (value.form === "text") checkLabel(value.text);
      return;
    case "comment":
      if (value.form === "text" && value.text.trim() === "")
        throw new FieldError("value", "a text, not blank");
      return;
    case "outcome":
      if (value.form === "text" && !OUTCOME.test(value.text)) throw new FieldError("value", OUTCOME_RULE);
      return;
    case "reward":
      if (value.form === "object") checkNamedReward(target, value.object);
      return;
    case "attachment":
      if (value.form === "object") checkAttachment(value.object);
      return;
    case "consumed":
      if (value.form === "object") asCount(value.object.step, "value.step");
      return;
    case "policy_mask":
      if (value.form === "column" && value.column.some((weight) => weight < 0)) {
        throw new FieldError("values", "weights from 0");
      }
  }
}

function checkLabel(text: string): void {
  if (text.trim() === "" || text.length > LONGEST_LABEL || /[\r\n]/.test(text)) {
    throw new FieldError("value", `one line of up to ${LONGEST_LABEL} characters`);
  }
}

function checkNamedReward(target: AnnotationTarget, names: JsonObject): void {
  if (target.on !== "session")
    throw new FieldError("value", "a number: only a session has rewards of several names");
  for (const [name, value] of Object.entries(names)) {
    if (typeof value !== "number") throw new FieldError(`value.${name}`, "a number");
  }
}

/** A file: its name, its media type, and its text, its bytes (`base64`) or its address (`url`). */
function checkAttachment(fields: JsonObject): void {
  const name = asString(fields.name, "value.name");
  if (name === "" || name.length > LONGEST_LABEL) {
    throw new FieldError("value.name", `a name of up to ${LONGEST_LABEL} characters`);
  }
  if (fields.media_type !== undefined) asString(fields.media_type, "value.media_type");
  const ways = ["text", "base64", "url"].filter((way) => fields[way] !== undefined);
  const [way] = ways;
  if (way === undefined || ways.length > 1) {
    throw new FieldError("value", "an attachment with exactly one of text, base64 and url");
  }
  const content = asString(fields[way], `value.${way}`);
  const most = way === "url" ? LONGEST_ADDRESS : LONGEST_ATTACHMENT;
  if (content.length > most) throw new FieldError(`value.${way}`, `at most ${most} characters long`);
  if (way === "url" && !/^[a-z][a-z0-9+.-]*:\/\//i.test(content)) {
    throw new FieldError("value.url", "an address with its scheme, as in https:// or s3://");
  }
}
