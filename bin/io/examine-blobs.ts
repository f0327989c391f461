import { createHash, randomUUID } from "node:crypto";
import { errorMessage } from "@/lib/core/base/error-message";
import type { EngineFinding } from "@/lib/recorder/models/engine-finding";
import type { BlobStore } from "@/lib/store/blobs/blob-store";

/** Whether a place takes evidence, gives it back and deletes it. Never rejects. */
export async function examineBlobs(blobs: BlobStore): Promise<EngineFinding> {
  const session = `turntree doctor ${randomUUID()}`;
  const bytes = new TextEncoder().encode(session);
  const digest = createHash("sha256").update(bytes).digest("hex");
  try {
    await blobs.put(session, digest, bytes);
    const held = await blobs.get(session, digest);
    await blobs.remove(session);
    const isLeft = (await blobs.digests(session)).length > 0;
    if (held === null || Buffer.compare(held, bytes) !== 0)
      return fault(`${blobs.place} does not give back what it took.`);
    if (isLeft) return fault(`${blobs.place} does not delete: evidence would outlive its session.`);
    return { what: "evidence", state: "ok", words: `${blobs.place} takes it, gives it back and deletes it.` };
  } catch (error) {
    return fault(errorMessage(error));
  }
}

function fault(words: string): EngineFinding {
  const advice = "Set AWS_ENDPOINT_URL_S3, AWS_REGION and keys that may list, get, put and delete.";
  return { what: "evidence", state: "fault", words: `${words} ${advice}` };
}
