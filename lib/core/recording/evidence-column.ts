import { asArray, asChoice, asCount, asObject, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";

/**
 * What an engine can tell of tokens beside their log-probs: the likeliest tokens at each sampled one; how undecided the
 * model was, in nats; the tokens that top-p, top-k and min-p left to be drawn; the experts that each was routed to.
 */
export type EvidenceKind = "top" | "entropy" | "support" | "experts";

export const EVIDENCE_KINDS = [
  "top",
  "entropy",
  "support",
  "experts",
] as const satisfies readonly EvidenceKind[];

/**
 * A column of evidence, whose bytes are kept apart from the turn. Its layout by kind, all little-endian:
 *
 * | kind | shape | bytes |
 * |---|---|---|
 * | `top`, `support` | sampled tokens n, listed tokens m | n + 1 offsets and m ids, 32-bit; m log-probs, 32-bit floats |
 * | `entropy` | sampled tokens n | n 64-bit floats |
 * | `experts` | tokens n, numbers for each w | n × w numbers of 8 bits, or of 32 where an expert is above 255 |
 */
export interface EvidenceColumn {
  readonly kind: EvidenceKind;
  /** The first token that it tells of: among the sampled ones; of `experts` in prompt and answer. */
  readonly start: number;
  readonly shape: readonly number[];
  readonly bytes: number;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
}

const DIGEST = /^[0-9a-f]{64}$/;

/** Reads wire `evidence`. Throws `FieldError`. */
export function readEvidence(value: JsonValue, path: string): readonly EvidenceColumn[] {
  return asArray(value, path).map((item, at) => {
    const here = `${path}[${at}]`;
    const { kind, start, shape, bytes, digest, ...others } = asObject(item, here);
    const [other] = Object.keys(others);
    if (other !== undefined) throw new FieldError(`${here}.${other}`, "absent");
    if (!DIGEST.test(asString(digest, `${here}.digest`))) {
      throw new FieldError(`${here}.digest`, "64 hexadecimal digits");
    }
    return {
      kind: asChoice(kind, EVIDENCE_KINDS, `${here}.kind`),
      start: asCount(start, `${here}.start`),
      shape: asArray(shape, `${here}.shape`).map((size, i) => asCount(size, `${here}.shape[${i}]`)),
      bytes: asCount(bytes, `${here}.bytes`),
      digest: asString(digest, `${here}.digest`),
    };
  });
}

export function writeEvidence(columns: readonly EvidenceColumn[]): JsonValue {
  return columns.map(
    ({ kind, start, shape, bytes, digest }): JsonObject => ({ kind, start, shape, bytes, digest }),
  );
}
