import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BlobStore } from "./blob-store";

/**
 * Blobs as files of a folder: one folder a session, named by the SHA-256 of its id below the first two digits, in which
 * each file is named by its digest. Earlier releases kept the files of all sessions below the digests' first two digits;
 * those are still read.
 */
export function fileBlobs(folder: string): BlobStore {
  const folderOf = (session: string) => {
    const name = createHash("sha256").update(session).digest("hex");
    return join(/* turbopackIgnore: true */ folder, name.slice(0, 2), name);
  };
  const placeOf = (session: string, digest: string) =>
    join(/* turbopackIgnore: true */ folderOf(session), digest);
  return {
    async put(session, digest, bytes) {
      const place = placeOf(session, digest);
      if (await isThere(place)) return;
      await mkdir(folderOf(session), { recursive: true });
      // Under its own name only when it is whole.
      const beside = `${place}.${process.pid}.${Math.random().toString(36).slice(2)}`;
      const file = await open(/* turbopackIgnore: true */ beside, "wx");
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, place);
    },
    async get(session, digest) {
      const earlier = join(/* turbopackIgnore: true */ folder, digest.slice(0, 2), digest);
      return (await bytesAt(placeOf(session, digest))) ?? (await bytesAt(earlier));
    },
    async remove(session) {
      await rm(folderOf(session), { recursive: true, force: true });
    },
  };
}

async function bytesAt(place: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return Uint8Array.from(await readFile(place));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function isThere(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
