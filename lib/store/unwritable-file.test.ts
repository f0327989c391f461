import { chmodSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { smallDisk } from "@/test/store/small-disk";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { openStore } from "./open-store";

/** A user of no rights: what a file permits does not bind root. */
const NOBODY = 65_534;

const folder = temporaryFolder();
const disk = smallDisk();
afterAll(() => {
  folder.remove();
  disk?.remove();
});

/** What a start with this file is told, by a user whom the file's permissions bind. */
async function refusalOf(file: string): Promise<unknown> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await openStore({ databaseUrl: `file:${file}` }).then(
      () => null,
      (error: unknown) => error,
    );
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

const refusal = (file: string) => ({
  name: "DatabaseError",
  message: `The database ${file} may not be written. Give this user the right to write the file and its folder.`,
});

it.each([
  ["the file", 0o444, 0o777],
  ["its folder", 0o666, 0o555],
  ["the file and its folder", 0o444, 0o555],
])("a start without the right to write %s says so and names the file", async (_, fileMode, folderMode) => {
  chmodSync(folder.path, 0o755);
  const home = mkdtempSync(join(folder.path, "home-"));
  const file = join(home, "kept.db");
  await (await openStore({ databaseUrl: `file:${file}` })).close();
  chmodSync(file, fileMode);
  chmodSync(home, folderMode);
  expect(await refusalOf(file)).toMatchObject(refusal(file));
  chmodSync(home, 0o755);
});

it.skipIf(disk === null)("so does a start on a disk that is mounted for reading", async () => {
  if (disk === null) return;
  const file = join(disk.path, "kept.db");
  await (await openStore({ databaseUrl: `file:${file}` })).close();
  disk.allowWrites(false);
  await expect(openStore({ databaseUrl: `file:${file}` })).rejects.toMatchObject(refusal(file));
  const fresh = join(disk.path, "fresh.db");
  await expect(openStore({ databaseUrl: `file:${fresh}` })).rejects.toMatchObject(refusal(fresh));
});
