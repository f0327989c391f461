import { asObject, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { SideCallEvidence } from "./side-call-evidence";
import type { AuxiliaryKind, Turn } from "./turn";
import { readWord, TURN_WORDS } from "./turn-words";

/** What a turn counts as, and what it was recorded as. */
export type ToldKind = Pick<Turn, "auxiliary" | "amendment">;

/** The kind that was recorded, whatever the turn counts as now. */
export function recordedKind({ auxiliary, amendment }: ToldKind): AuxiliaryKind {
  return amendment?.recorded ?? auxiliary;
}

/**
 * A turn's amendment as a line of `turns.jsonl` and the database hold it, beside the recorded kind; null without one.
 *
 * @example
 * writeAmendment({ auxiliary: "title", amendment: { recorded: "none", sideCall: { rule, evidence } } });
 * // { auxiliary: "title", rule, evidence }
 */
export function writeAmendment({ auxiliary, amendment }: ToldKind): JsonObject | null {
  return amendment && { auxiliary, ...(amendment.sideCall ?? {}) };
}

/** Reads what `writeAmendment` wrote, or null, with the recorded kind beside it. Throws `FieldError`. */
export function readAmendment(value: JsonValue, recorded: AuxiliaryKind, path: string): ToldKind {
  if (value === null) return { auxiliary: recorded, amendment: null };
  const fields = asObject(value, path);
  const auxiliary = readWord(TURN_WORDS.auxiliary, fields.auxiliary);
  if (auxiliary === null) {
    throw new FieldError(`${path}.auxiliary`, `one of ${Object.keys(TURN_WORDS.auxiliary).join(", ")}`);
  }
  return { auxiliary, amendment: { recorded, sideCall: readSideCall(fields, path) } };
}

/** Reads the evidence of a side call; null where neither rule nor evidence is given. Throws `FieldError`. */
export function readSideCall({ rule, evidence }: JsonObject, path: string): SideCallEvidence | null {
  if (rule === undefined && evidence === undefined) return null;
  return { rule: asString(rule, `${path}.rule`), evidence: asString(evidence, `${path}.evidence`) };
}
