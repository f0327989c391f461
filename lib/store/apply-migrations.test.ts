import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DatabaseError } from "@/lib/store/database/database-error";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { applyMigrations } from "./apply-migrations";

let folder = temporaryFolder();
let file = "";
let migrations = "";

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, "turntree.db");
  migrations = join(folder.path, "migrations");
  cpSync("prisma/sqlite/migrations", migrations, { recursive: true });
});
afterEach(() => folder.remove());

function addMigration(name: string, sql: string): void {
  mkdirSync(join(migrations, name));
  writeFileSync(join(migrations, name, "migration.sql"), sql);
}

function tables(): unknown[] {
  const database = new Database(file);
  const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  database.close();
  return names;
}

describe("migrations at start", () => {
  it("make the tables once, in WAL mode", () => {
    expect(applyMigrations(file, migrations).length).toBeGreaterThan(0);
    expect(applyMigrations(file, migrations)).toEqual([]);
    expect(tables()).toEqual(expect.arrayContaining(["Session", "Turn", "TurnLists", "_prisma_migrations"]));
    const database = new Database(file);
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    database.close();
  });

  it("that fail leave the database as it was", () => {
    applyMigrations(file, migrations);
    const before = tables();
    addMigration(
      "20990101000000_broken",
      'CREATE TABLE "Half" ("a" INTEGER); CREATE TABLE "Session" ("b" INTEGER);',
    );
    expect(() => applyMigrations(file, migrations)).toThrow(/20990101000000_broken failed: .*already exists/);
    expect(tables()).toEqual(before);
  });

  it("refuse a database made by a newer build, in one sentence", () => {
    const known = join(folder.path, "known");
    cpSync(migrations, known, { recursive: true });
    addMigration("20990101000000_later", 'CREATE TABLE "Later" ("a" INTEGER);');
    applyMigrations(file, migrations);
    expect(() => applyMigrations(file, known)).toThrow(
      new DatabaseError("the database was made by a newer Turntree: it holds migration 20990101000000_later"),
    );
  });

  it("refuse a script that was edited after it had been applied", () => {
    addMigration("20990101000000_table", 'CREATE TABLE "One" ("a" INTEGER);');
    applyMigrations(file, migrations);
    writeFileSync(
      join(migrations, "20990101000000_table", "migration.sql"),
      'CREATE TABLE "Two" ("a" INTEGER);',
    );
    expect(() => applyMigrations(file, migrations)).toThrow(/was edited/);
  });

  it("say so when the file is no database", () => {
    writeFileSync(file, "not a database ".repeat(100));
    expect(() => applyMigrations(file, migrations)).toThrow(DatabaseError);
  });
});
