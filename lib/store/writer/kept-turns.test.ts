import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { applyMigrations } from "@/lib/store/apply-migrations";
import { sqliteDatabase } from "@/lib/store/database/sqlite-database";
import { sessionColumns } from "@/lib/store/rows/session-columns";
import type { TurnWrite } from "@/lib/store/write";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { OPENED_AT, TurnWrites } from "@/test/store/turn-writes";
import { BatchWriter } from "./batch-writer";

const folder = temporaryFolder();
afterAll(() => folder.remove());

let files = 0;

/** The values of one column, in order. */
function column(file: string, table: string, name: string): unknown[] {
  const database = new Database(file, { readonly: true });
  const values = database.prepare(`SELECT "${name}" FROM "${table}" ORDER BY rowid`).pluck().all();
  database.close();
  return values;
}

describe("a turn for which there was no room", () => {
  /** A writer whose file may grow or not. */
  async function boundedWriter() {
    const file = join(folder.path, `${++files}.db`);
    applyMigrations(file, "prisma/sqlite/migrations");
    const client = await sqliteDatabase(file).openWriter();
    const writer = new BatchWriter({ ...sqliteDatabase(file), openWriter: async () => client });
    const limit = (pages: number) => client.$queryRawUnsafe(`PRAGMA max_page_count = ${pages}`);
    return { file, writer, limit };
  }

  const large = (turn: TurnWrite): TurnWrite => {
    const [body, ...others] = turn.rows.bodies;
    const text = JSON.stringify({ content: "x".repeat(500_000) });
    return { ...turn, rows: { ...turn.rows, bodies: [{ ...body, text }, ...others] } };
  };

  it("is written as undelivered once there is, before what comes then", async () => {
    const { file, writer, limit } = await boundedWriter();
    const turns = new TurnWrites("kept");
    await writer.write(turns.next(true), "now");
    await limit(1);
    const full = { type: "failed", fault: "full" };
    expect(await writer.write(large(turns.next()), "now")).toMatchObject(full);
    expect(await writer.write(large(new TurnWrites("new").next(true)), "now")).toMatchObject(full);
    // One more that finds no room takes nothing from those that wait.
    const row = { ...sessionColumns(sessionForStore("x"), OPENED_AT), metadata: "x".repeat(500_000) };
    expect(await writer.write({ type: "open", session: "x", row }, "now")).toMatchObject(full);
    expect(column(file, "Turn", "index")).toEqual([1]);
    await limit(100_000);
    expect(await writer.write(turns.next(), "now")).toMatchObject({ type: "written" });
    expect(column(file, "Turn", "index")).toEqual([1, 2, 1, 3]);
    expect(column(file, "Turn", "delivery")).toEqual([
      "delivered",
      "undelivered",
      "undelivered",
      "delivered",
    ]);
    expect(column(file, "Session", "id")).toEqual(["kept", "new"]);
    await writer.close();
  });

  it("is tried once more when the writer ends", async () => {
    const { file, writer, limit } = await boundedWriter();
    const turns = new TurnWrites("kept");
    await writer.write(turns.next(true), "now");
    await limit(1);
    await writer.write(large(turns.next()), "now");
    await limit(100_000);
    await writer.close();
    expect(column(file, "Turn", "index")).toEqual([1, 2]);
  });
});
