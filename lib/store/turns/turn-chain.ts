import { createHash } from "node:crypto";

/** The chain of a session without turns. */
const NO_TURNS = new Uint8Array(32);

/**
 * One more link of a session's chain of digests: SHA-256 over the chain so far and the digest of the turn that comes.
 * The last link stands for all turns, their order and their number.
 *
 * @example
 * digests.reduce(nextLink, null); // the chain of a session; null when it has no turns
 */
export function nextLink(before: Uint8Array | null, turnDigest: string): Uint8Array<ArrayBuffer> {
  const link = createHash("sha256").update(before ?? NO_TURNS);
  return Uint8Array.from(link.update(Buffer.from(turnDigest, "hex")).digest());
}
