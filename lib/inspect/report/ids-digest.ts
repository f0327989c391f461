import { createHash } from "node:crypto";
import { littleEndian } from "@/lib/core/base/little-endian";

const DIGITS = 16;

/** The digest of token ids that a citation carries: see `Citation`. */
export function idsDigest(ids: Int32Array): string {
  return createHash("sha256").update(littleEndian.fromIds(ids)).digest("hex").slice(0, DIGITS);
}
