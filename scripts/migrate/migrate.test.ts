import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "@/test/store/temporary-folder";

const SCRIPT = resolve("scripts/migrate.mjs");

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder.path, "prisma"));
  for (const part of ["schema.prisma", "sqlite", "postgres"]) {
    cpSync(join("prisma", part), join(folder.path, "prisma", part), { recursive: true });
  }
});
afterEach(() => folder.remove());

function migrate(cwd: string, ...args: string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    cwd,
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

function newest(database: string): { readonly name: string; readonly sql: string } {
  const migrations = join(folder.path, "prisma", database, "migrations");
  const name = readdirSync(migrations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .at(-1);
  return { name: name ?? "", sql: readFileSync(join(migrations, name ?? "", "migration.sql"), "utf8") };
}

function addColumn(): void {
  const models = join(folder.path, "prisma", "schema.prisma");
  const text = readFileSync(models, "utf8").replace("model Turn {", "model Turn {\n  weather Bytes?");
  writeFileSync(models, text);
}

describe("the migrations of both databases", () => {
  it("lead to the models, and neither lacks one of the other's", () => {
    expect(migrate(".", "check")).toMatchObject({ status: 0 });
  });

  it("are written by one command under one name, each in its database's words", () => {
    addColumn();
    expect(migrate(folder.path, "check")).toMatchObject({
      status: 2,
      said: expect.stringMatching(/SQLite's migrations differ.*BLOB.*PostgreSQL's migrations differ.*BYTEA/s),
    });
    expect(migrate(folder.path, "new", "weather")).toMatchObject({ status: 0 });
    expect(newest("sqlite").sql).toContain(`ALTER TABLE "Turn" ADD COLUMN "weather" BLOB`);
    expect(newest("postgres").sql).toContain(`ALTER TABLE "Turn" ADD COLUMN     "weather" BYTEA`);
    expect(newest("postgres").name).toBe(newest("sqlite").name);
    expect(newest("sqlite").name).toMatch(/^\d{14}_weather$/);
    expect(migrate(folder.path, "check")).toMatchObject({ status: 0 });
  });

  it("are written for PostgreSQL where SQLite alone has one", () => {
    addColumn();
    const name = "29990101000000_weather";
    const own = join(folder.path, "prisma/sqlite/migrations", name);
    mkdirSync(own);
    writeFileSync(join(own, "migration.sql"), `ALTER TABLE "Turn" ADD COLUMN "weather" BLOB;\n`);
    expect(migrate(folder.path, "check").said).toContain(`PostgreSQL lacks migration ${name}`);
    expect(migrate(folder.path, "new")).toMatchObject({ status: 0 });
    expect(newest("postgres").name).toBe(name);
    expect(migrate(folder.path, "check")).toMatchObject({ status: 0 });
    rmSync(own, { recursive: true });
    expect(migrate(folder.path, "check").said).toContain(`SQLite lacks migration ${name}`);
  });
});
