import { createHash } from "node:crypto";
import type { BlobStore } from "./blob-store";

/** Copies what is kept of a session; answers how many blobs. Throws where one is not that of its digest. */
export async function copyBlobs(from: BlobStore, to: BlobStore, session: string): Promise<number> {
  let copied = 0;
  for (const digest of await from.digests(session)) {
    const bytes = await from.get(session, digest);
    if (bytes === null) continue;
    if (createHash("sha256").update(bytes).digest("hex") !== digest) {
      throw new Error(
        `${digest} of session "${session}" in ${from.place} holds other bytes than were received`,
      );
    }
    await to.put(session, digest, bytes);
    copied++;
  }
  return copied;
}
