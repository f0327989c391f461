import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import SqliteFile from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { runTurntree } from "@/test/command/run-turntree";
import { temporaryFolder } from "@/test/store/temporary-folder";

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const urlOf = (name: string) => ({ DATABASE_URL: `file:${at(name)}` });

describe("turntree backup and restore", () => {
  it("copy a database while it is written to, and put it back with the same digests", async () => {
    await runTurntree(["import", "test/fixtures/conformance/branching.jsonl"], "", urlOf("a.db"));
    writeFileSync(`${at("a.db")}.credential-key`, "a key\n");
    const store = await openStore({ databaseUrl: urlOf("a.db").DATABASE_URL });
    const [session] = (await store.listSessions({ sort: "updated_at", limit: 1 })).sessions;
    const id = session?.id ?? "";
    expect(await runTurntree(["backup", at("copy.db")], "", urlOf("a.db"))).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("copied and proven"),
    });
    const digests = await store.readDigests(id);
    await store.close();
    // One file alone, beside its key.
    expect(readdirSync(folder.path).filter((name) => name.startsWith("copy"))).toEqual([
      "copy.db",
      "copy.db.credential-key",
    ]);
    expect(await runTurntree(["restore", at("copy.db")], "", urlOf("back.db"))).toMatchObject({
      exitCode: 0,
    });
    const restored = await openStore({ databaseUrl: urlOf("back.db").DATABASE_URL });
    expect(await restored.readDigests(id)).toEqual(digests);
    await restored.close();
    expect(readFileSync(`${at("back.db")}.credential-key`, "utf8")).toBe("a key\n");
  });

  it("leave a database of the first release as it was made, and bring it to this one when it is put back", async () => {
    writeFileSync(at("old.db"), gunzipSync(readFileSync("test/fixtures/first-release/turntree.db.gz")));
    expect((await runTurntree(["backup", at("copy.db")], "", urlOf("old.db"))).stderr).toContain(
      "23 sessions",
    );
    expect(migrationsOf("copy.db")).toEqual(migrationsOf("old.db"));
    expect((await runTurntree(["restore", at("copy.db")], "", urlOf("new.db"))).stderr).toContain(
      "23 sessions",
    );
    expect(migrationsOf("new.db").length).toBeGreaterThan(migrationsOf("old.db").length);
  });

  it("keep nothing of what does not prove, and write over nothing", async () => {
    await runTurntree(["import", "test/fixtures/conformance/branching.jsonl"], "", urlOf("a.db"));
    const database = new SqliteFile(at("a.db"));
    database.prepare('UPDATE "Turn" SET "digest" = ?').run(createHash("sha256").update("x").digest());
    database.close();
    const failed = await runTurntree(["backup", at("copy.db")], "", urlOf("a.db"));
    expect(failed).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("not those that were received"),
    });
    expect(existsSync(at("copy.db"))).toBe(false);
    writeFileSync(at("there"), "mine");
    expect(await runTurntree(["backup", at("there")], "", urlOf("a.db"))).toMatchObject({ exitCode: 1 });
    expect(await runTurntree(["restore", at("there")], "", urlOf("b.db"))).toMatchObject({ exitCode: 1 });
    expect(readFileSync(at("there"), "utf8")).toBe("mine");
    expect(existsSync(at("b.db"))).toBe(false);
  });

  it("say what to do for PostgreSQL", async () => {
    const url = { DATABASE_URL: "postgresql://turntree@127.0.0.1:1/turntree" };
    expect(await runTurntree(["backup", at("c")], "", url)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("pg_dump"),
    });
  });
});

function migrationsOf(name: string): readonly unknown[] {
  const database = new SqliteFile(at(name), { readonly: true });
  try {
    return database.prepare("SELECT migration_name FROM _prisma_migrations").all();
  } finally {
    database.close();
  }
}
