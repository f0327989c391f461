import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runTurntree } from "@/test/command/run-turntree";
import { damageTable } from "@/test/store/damage-table";
import { temporaryFolder } from "@/test/store/temporary-folder";

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const urlOf = (name: string) => ({ DATABASE_URL: `file:${at(name)}` });
const FIXTURE = "test/fixtures/conformance/branching.jsonl";

describe("turntree recover", () => {
  it("reads all of a file whose index is damaged, and takes its key along", async () => {
    await runTurntree(["import", FIXTURE], "", urlOf("a.db"));
    writeFileSync(`${at("a.db")}.credential-key`, "a key\n");
    const lines = await runTurntree(["export", "--format", "turns"], "", urlOf("a.db"));
    damageTable(at("a.db"), "Session_list");
    const told = await runTurntree(["recover", at("new.db")], "", urlOf("a.db"));
    expect(told.stderr).toMatch(
      /page \d+ of Session_list cannot be read\n21 sessions whole and proven, 0 cut, 0 lost/,
    );
    expect(told.exitCode).toBe(0);
    expect(await runTurntree(["export", "--format", "turns"], "", urlOf("new.db"))).toEqual(lines);
    expect(readFileSync(`${at("new.db")}.credential-key`, "utf8")).toBe("a key\n");
    expect(existsSync(at("new.db.gathered"))).toBe(false);
  });

  it("names what is lost and ends with 1", async () => {
    await runTurntree(["import", FIXTURE], "", urlOf("a.db"));
    damageTable(at("a.db"), "TurnOutput");
    const told = await runTurntree(["recover", at("new.db")], "", urlOf("a.db"));
    expect(told.exitCode).toBe(1);
    expect(told.stderr).toMatch(/page \d+ of TurnOutput cannot be read/);
    expect(told.stderr).toMatch(/is lost with \d+ turns: turn 1 of a session lacks a part/);
  });

  it("writes over no file, and leaves PostgreSQL to its own tools", async () => {
    await runTurntree(["import", FIXTURE], "", urlOf("a.db"));
    writeFileSync(at("new.db"), "mine");
    const there = await runTurntree(["recover", at("new.db")], "", urlOf("a.db"));
    expect(there).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("is there already") });
    expect(readFileSync(at("new.db"), "utf8")).toBe("mine");
    const postgres = { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" };
    expect((await runTurntree(["recover", at("b.db")], "", postgres)).exitCode).toBe(2);
  });
});
