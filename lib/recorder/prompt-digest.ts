import { createHash } from "node:crypto";

/** SHA-256, base64, of prompt ids: equal prompts have equal digests. */
export function promptDigest(promptIds: Int32Array): string {
  const bytes = new Uint8Array(promptIds.buffer, promptIds.byteOffset, promptIds.byteLength);
  return createHash("sha256").update(bytes).digest("base64");
}
