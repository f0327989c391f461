import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { z } from "zod";
import { sqliteDatabase } from "@/lib/store/database/sqlite-database";
import { WriteCheck } from "@/lib/store/rows/write-check";
import { BatchWriter } from "@/lib/store/writer/batch-writer";
import { sessionForStore } from "@/test/store/session-for-store";
import { smallDisk } from "@/test/store/small-disk";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { applyMigrations } from "./apply-migrations";
import { Connection } from "./connection";
import { PrismaStore } from "./prisma-store";

const folder = temporaryFolder();
afterEach(folder.remove);

const disk = smallDisk();
afterAll(() => disk?.remove());

async function openAt(file: string) {
  applyMigrations(file, "prisma/sqlite/migrations");
  const database = sqliteDatabase(file);
  const writes = await database.openWriter();
  const writer = new BatchWriter({ ...database, openWriter: async () => writes });
  const connection = new Connection(database.openReader(), database, writer);
  return { writes, connection, store: new PrismaStore(connection) };
}

it("a database that may not grow says so, keeps what it has, and takes writes again once it may", async () => {
  const file = join(folder.path, "full.db");
  const { writes, store } = await openAt(file);
  const limitPages = (pages: number) => writes.$queryRawUnsafe(`PRAGMA max_page_count = ${pages}`);
  const large = (id: string) => ({ ...sessionForStore(id), metadata: { text: "x".repeat(1_000_000) } });
  await store.openSession(large("kept"));

  const [{ page_count: pages }] = z
    .tuple([z.object({ page_count: z.coerce.number() })])
    .parse(await writes.$queryRawUnsafe("PRAGMA page_count"));
  await limitPages(pages);
  await expect(store.openSession(large("refused"))).rejects.toMatchObject({
    kind: "full",
    message: `The database ${file} cannot grow: the disk is full, or a limit is reached. Make room.`,
  });
  expect(await store.findSession("refused")).toBeNull();
  expect(await store.findSession("kept")).toMatchObject({ metadata: large("kept").metadata });

  await limitPages(pages * 10);
  await store.openSession(large("refused"));
  await store.checkWritable();
  expect(await store.findDamage()).toEqual([]);
  await store.close();
});

it.skipIf(disk === null)("a disk with room for no more than a page is still full", async () => {
  if (disk === null) return;
  const { connection, store } = await openAt(join(disk.path, "full.db"));
  await store.openSession(sessionForStore("kept"));
  disk.fill();
  await expect(store.openSession(sessionForStore("refused"))).rejects.toMatchObject({ kind: "full" });
  disk.giveBack(65_536);
  await expect(new WriteCheck(connection).check()).rejects.toMatchObject({ kind: "full" });
  disk.makeRoom();
  await new WriteCheck(connection).check();
  expect(await store.writeFault()).toBeNull();
  await store.openSession(sessionForStore("refused"));
  await store.close();
});

it.skipIf(disk === null)("a start on a full disk says so and names the file", () => {
  if (disk === null) return;
  const file = join(disk.path, "closed.db");
  applyMigrations(file, "prisma/sqlite/migrations");
  disk.fill();
  expect(() => applyMigrations(file, "prisma/sqlite/migrations")).toThrow(
    `The database ${file} cannot grow: the disk is full, or a limit is reached. Make room.`,
  );
  disk.makeRoom();
  expect(applyMigrations(file, "prisma/sqlite/migrations")).toEqual([]);
});
