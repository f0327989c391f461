import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { blobStoreCases } from "./blob-store.case";
import { fileBlobs } from "./file-blobs";

const folders: ReturnType<typeof temporaryFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function newFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder.path;
}

blobStoreCases(async () => fileBlobs(join(newFolder(), "blobs")));

describe("a folder of blobs", () => {
  it("keeps files of others that lie in it, however old they are", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "notes.txt"), "not evidence");
    expect(await fileBlobs(folder).removeOlder(Date.now() + 3_600_000)).toBe(0);
    expect(existsSync(join(folder, "notes.txt"))).toBe(true);
  });

  it("says which folder cannot be used", async () => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    await expect(fileBlobs(file).put("a", "0".repeat(64), new Uint8Array(1))).rejects.toThrow(
      `The folder ${file} of TURNTREE_BLOBS cannot be used: `,
    );
  });
});
