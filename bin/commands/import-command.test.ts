import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { runTurntree } from "@/test/command/run-turntree";
import { temporaryFolder } from "@/test/store/temporary-folder";

let folder = temporaryFolder();
let env = { DATABASE_URL: "" };

beforeEach(() => {
  folder = temporaryFolder();
  env = { DATABASE_URL: `file:${join(folder.path, "turntree.db")}` };
});
afterEach(() => folder.remove());

describe("turntree import", () => {
  it("takes sessions from a file, which export as turns and come back from a pipe unchanged", async () => {
    const imported = await runTurntree(["import", "test/fixtures/conformance/branching.jsonl"], "", env);
    expect(imported).toMatchObject({ exitCode: 0, stderr: "" });
    const session = imported.stdout.split("\n")[1] ?? "";
    const store = await openStore({ databaseUrl: env.DATABASE_URL });
    expect((await store.findSession(session))?.counters).toMatchObject({ samples: 1, trained_tokens: 4 });
    await store.close();
    const exported = await runTurntree(["export", "--format", "turns", "--session", session], "", env);
    const other = { DATABASE_URL: `file:${join(folder.path, "other.db")}` };
    expect(await runTurntree(["import"], exported.stdout, other)).toMatchObject({
      exitCode: 0,
      stdout: `${session}\n`,
    });
    const again = await runTurntree(["export", "--format", "turns", "--session", session], "", other);
    expect(again.stdout).toBe(exported.stdout);
  });

  it("unpacks a file whose name ends in .gz, and says when it is broken", async () => {
    const file = join(folder.path, "session.jsonl.gz");
    const lines = readFileSync("test/fixtures/conformance/branching.jsonl", "utf8");
    writeFileSync(file, gzipSync(lines));
    const run = await runTurntree(["import", file], "", env);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout.trimEnd().split("\n").length).toBe(lines.trimEnd().split("\n").length);
    writeFileSync(file, gzipSync(lines).subarray(0, 999));
    const broken = await runTurntree(["import", file], "", {
      DATABASE_URL: `file:${join(folder.path, "2.db")}`,
    });
    expect(broken).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("error: unexpected end of file"),
    });
  });

  it("names the lines it refuses and fails", async () => {
    const file = join(folder.path, "bad.jsonl");
    writeFileSync(file, '{"type":"turn","session":"a"}\n\nnonsense\n');
    const run = await runTurntree(["import", file], "", env);
    expect(run).toMatchObject({ exitCode: 1, stdout: "" });
    expect(run.stderr).toContain(`${file}, line 1: digest must be text`);
    expect(run.stderr).toContain(`${file}, line 3: `);
    expect(run.stderr).toContain("2 lines were refused");
  });

  it("asks for a file that is there", async () => {
    expect((await runTurntree(["import", "nowhere.jsonl"], "", env)).exitCode).toBe(2);
  });
});
