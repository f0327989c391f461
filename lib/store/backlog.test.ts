import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import type { Connection } from "./connection";
import { POSTGRES } from "./dialect/postgres-dialect";
import { openConnection } from "./open-connection";
import { PrismaStore } from "./prisma-store";
import { WriteCheck } from "./rows/write-check";

let database: FreshDatabase;
let connection: Connection;
let store: PrismaStore;
let other: Client;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.remove());

beforeEach(async () => {
  connection = await openConnection({ databaseUrl: database.url });
  store = new PrismaStore(connection);
  await store.openSession(sessionForStore("s"));
  await store.appendTurn("s", turnForStore([1], [2]));
  other = new Client({ connectionString: database.url });
  await other.connect();
});
afterEach(async () => {
  await other.end();
  await store.close();
  await database.clear();
});

/** Another process takes the lock of all writers, and gives it back. */
async function lock(): Promise<void> {
  await other.query("BEGIN");
  await other.query(POSTGRES.writeLock.text, [...POSTGRES.writeLock.values]);
}
const unlock = () => other.query("COMMIT");

const BEHIND = expect.objectContaining({ name: "StoreFault", kind: "behind" });

it("writes that wait further behind than the bound refuse calls, until they are written", async () => {
  await lock();
  const marks = Array.from({ length: 4_097 }, () => store.setDelivery("s", 1, "delivered"));
  await expect(store.checkWritable()).rejects.toEqual(BEHIND);
  expect(await store.writeFault()).toContain("takes writes more slowly than they come");
  await unlock();
  await Promise.all(marks);
  await store.checkWritable();
  expect(await store.writeFault()).toBeNull();
});

it("a write that waits for longer than the bound refuses calls, however few there are", async () => {
  const check = new WriteCheck(connection, { writes: 10, waitedMs: 50 });
  await lock();
  const mark = store.setDelivery("s", 1, "delivered");
  await expect.poll(() => check.check().catch((error: unknown) => error)).toEqual(BEHIND);
  await unlock();
  await mark;
  await check.check();
});
