import { createHash } from "node:crypto";
import { littleEndian } from "@/lib/core/base/little-endian";

/**
 * The name of a turn's tokens from the moment they arrive: SHA-256, in hex, over three parts. They are prompt ids and
 * output ids (32-bit integers) and log-probs in nats (64-bit floats), all little-endian. Each is preceded by its length
 * in bytes as a 32-bit integer. A turn without log-probs has a third part of length 0xffffffff and no bytes.
 */
export function turnDigest(
  promptIds: Int32Array,
  outputIds: Int32Array,
  outputLogProbs: Float64Array | null,
): string {
  const hash = createHash("sha256");
  for (const ids of [promptIds, outputIds]) {
    hash.update(littleEndian.fromIds(Int32Array.of(ids.byteLength))).update(littleEndian.fromIds(ids));
  }
  hash.update(littleEndian.fromIds(Int32Array.of(outputLogProbs ? outputLogProbs.byteLength : -1)));
  if (outputLogProbs) hash.update(littleEndian.fromFloats(outputLogProbs));
  return hash.digest("hex");
}
