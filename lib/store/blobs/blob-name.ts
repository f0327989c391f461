import { createHash } from "node:crypto";

/** What the names of a session's blobs begin with: the SHA-256 of its id, below its first two digits. */
export function blobFolder(session: string): string {
  const name = createHash("sha256").update(session).digest("hex");
  return `${name.slice(0, 2)}/${name}`;
}

const BLOB_NAME = /^[\da-f]{2}\/(?:[\da-f]{64}\/)?([\da-f]{64})$/;

/** The digest of a blob by its name, also as earlier releases named it; null for what is none. */
export function digestOfName(name: string): string | null {
  return BLOB_NAME.exec(name)?.[1] ?? null;
}
