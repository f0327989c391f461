import { createHash, createHmac } from "node:crypto";
import type { SampleColumns } from "@/lib/core/samples/materialise-sample";

function bytesOf(column: Int32Array | Uint8Array | Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/**
 * SHA-256, hex, over a sample's ids (32-bit), mask (one byte each) and log-probs (64-bit), each column preceded by its
 * length. Then come the digests of the turns it was made from. The byte order is that of the machine, little-endian on
 * every tested one. So an edited line, a turn that was swapped, and a turn that is missing all show.
 */
export function sampleDigest(columns: SampleColumns, turnDigests: readonly string[]): string {
  const hash = createHash("sha256").update("turntree-sample-1");
  for (const column of [columns.tokens, columns.lossMask, columns.logProbs]) {
    hash.update(`\n${column.length}\n`).update(bytesOf(column));
  }
  return hash.update(`\n${turnDigests.join("\n")}`).digest("hex");
}

/** HMAC-SHA-256 of a sample's digest under the signing key, hex. */
export function signDigest(digest: string, key: string): string {
  return createHmac("sha256", key).update(digest).digest("hex");
}
