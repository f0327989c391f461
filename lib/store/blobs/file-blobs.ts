import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage } from "@/lib/core/base/error-message";
import { StoreFault } from "@/lib/core/base/store-fault";
import { blobFolder, digestOfName } from "./blob-name";
import type { BlobStore } from "./blob-store";

/**
 * Blobs as files of a folder: one folder a session, in which each file is named by its digest. Earlier releases kept the
 * files of all sessions below the digests' first two digits; those are still read.
 */
export function fileBlobs(folder: string): BlobStore {
  const folderOf = (session: string) => join(/* turbopackIgnore: true */ folder, blobFolder(session));
  const placeOf = (session: string, digest: string) =>
    join(/* turbopackIgnore: true */ folderOf(session), digest);
  return {
    place: folder,
    put: (session, digest, bytes) =>
      told(folder, async () => {
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
      }),
    get: (session, digest) =>
      told(folder, async () => {
        const earlier = join(/* turbopackIgnore: true */ folder, digest.slice(0, 2), digest);
        return (await bytesAt(placeOf(session, digest))) ?? (await bytesAt(earlier));
      }),
    digests: (session) =>
      told(folder, async () => {
        const names = await namesBelow(folderOf(session));
        return names.filter((name) => digestOfName(`${blobFolder(session)}/${name}`) !== null);
      }),
    remove: (session) => told(folder, () => rm(folderOf(session), { recursive: true, force: true })),
    removeOlder: (before) =>
      told(folder, async () => {
        let removed = 0;
        for (const name of await namesBelow(folder)) {
          if (digestOfName(name) === null) continue;
          const file = join(/* turbopackIgnore: true */ folder, name);
          const facts = await stat(file);
          if (!facts.isFile() || facts.mtimeMs >= before) continue;
          await rm(file, { force: true });
          removed++;
        }
        return removed;
      }),
  };
}

async function told<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFull = isNamed(error, "ENOSPC") || isNamed(error, "EDQUOT");
    const words = `The folder ${folder} of TURNTREE_BLOBS cannot be used: ${errorMessage(error)}.`;
    throw new StoreFault(isFull ? "full" : "broken", words);
  }
}

/** All names below a folder; none where there is no such folder. */
async function namesBelow(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (error) {
    if (isNamed(error, "ENOENT")) return [];
    throw error;
  }
}

async function bytesAt(place: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return Uint8Array.from(await readFile(place));
  } catch (error) {
    if (isNamed(error, "ENOENT")) return null;
    throw error;
  }
}

function isNamed(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

async function isThere(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
