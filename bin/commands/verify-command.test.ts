import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { runTurntree } from "@/test/command/run-turntree";
import { temporaryFolder } from "@/test/store/temporary-folder";

it("turntree verify proves sessions and exported lines, and fails on what it finds", async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "turntree.db");
  const env = { DATABASE_URL: `file:${file}` };
  const { stdout: ids } = await runTurntree(["import", "test/fixtures/conformance/branching.jsonl"], "", env);
  const count = ids.trimEnd().split("\n").length;
  const clean = await runTurntree(["verify"], "", env);
  expect(clean).toMatchObject({ exitCode: 0, stdout: "", stderr: `${count} sessions checked, 0 faults\n` });

  const session = "branching-1.2-clean-multiturn-with-tool";
  const exported = await runTurntree(["export", "--session", session], "", env);
  const lines = join(folder.path, "samples.jsonl");
  writeFileSync(lines, exported.stdout.replace('"loss_mask":[1,1,0', '"loss_mask":[1,1,1'));
  const edited = await runTurntree(["verify", lines], "", env);
  expect(edited).toMatchObject({ exitCode: 1 });
  expect(edited.stdout).toContain(`session ${session}, sample 0: ${lines}, line 1: position 9 trains`);

  const database = new Database(file);
  database.exec(`UPDATE "TurnOutput" SET "outputIds" = zeroblob(8) WHERE "sessionKey" = 2 AND "index" = 2`);
  database.close();
  const broken = await runTurntree(["verify", "--session", session], "", env);
  expect(broken).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("1 sessions checked, 1 faults"),
  });
  expect(broken.stdout).toContain(`session ${session}, turn 2: its prompt ids`);
  expect((await runTurntree(["verify", "--session", "none"], "", env)).exitCode).toBe(2);
  folder.remove();
});
