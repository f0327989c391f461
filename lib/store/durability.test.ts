import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseOf } from "@/lib/store/database/database-of";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { temporaryFolder } from "@/test/store/temporary-folder";
import type { Durability } from "./database/database";
import { openStore } from "./open-store";

const folder = temporaryFolder();
let postgres: FreshDatabase;
beforeAll(async () => {
  postgres = await freshDatabase();
});
afterAll(async () => {
  folder.remove();
  await postgres.remove();
});

/** What the connection that writes says of its commits. */
async function said(databaseUrl: string, durability: Durability | undefined, sql: string): Promise<unknown> {
  const store = await openStore({ databaseUrl });
  await store.close();
  const client = await databaseOf(databaseUrl, durability).openWriter();
  const rows = await client.$queryRawUnsafe(sql);
  await client.$disconnect();
  return rows;
}

describe("what a commit waits for", () => {
  it.each([
    [undefined, 2],
    ["reply", 2],
    ["relaxed", 1],
  ] as const)("in a file, %s: synchronous is %i", async (durability, synchronous) => {
    const rows = await said(`file:${join(folder.path, "a.db")}`, durability, "PRAGMA synchronous");
    expect(rows).toEqual([{ synchronous: BigInt(synchronous) }]);
  });

  it.each([
    [undefined, "on"],
    ["reply", "on"],
    ["relaxed", "off"],
  ] as const)("on a server, %s: synchronous_commit is %s", async (durability, commit) => {
    expect(await said(postgres.url, durability, "SHOW synchronous_commit")).toEqual([
      { synchronous_commit: commit },
    ]);
  });
});
