import { join } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { PrismaClient } from "@/prisma/generated/client";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { applyMigrations } from "./apply-migrations";
import { Connection } from "./connection";
import { PrismaStore } from "./prisma-store";

const folder = temporaryFolder();
afterEach(folder.remove);

it("a database that may not grow says so, keeps what it has, and takes writes again once it may", async () => {
  const file = join(folder.path, "full.db");
  applyMigrations(file, "prisma/migrations");
  const client = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${file}` }) });
  const store = new PrismaStore(new Connection(client, file));
  const limitPages = (pages: number) => client.$queryRawUnsafe(`PRAGMA max_page_count = ${pages}`);
  const large = (id: string) => ({ ...sessionForStore(id), metadata: { text: "x".repeat(1_000_000) } });
  await store.openSession(large("kept"));

  const [{ page_count: pages }] = z
    .tuple([z.object({ page_count: z.coerce.number() })])
    .parse(await client.$queryRawUnsafe("PRAGMA page_count"));
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
