import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { runTurntree } from "@/test/command/run-turntree";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { recordUntoldSummary } from "@/test/store/untold-summary";

it("turntree reclassify says what it changes, changes nothing the second time, and nothing when dry", async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "turntree.db");
  writeFileSync(file, gunzipSync(readFileSync("test/fixtures/first-release/turntree.db.gz")));
  const env = { DATABASE_URL: `file:${file}` };
  const store = await openStore({ databaseUrl: env.DATABASE_URL });
  await recordUntoldSummary(store, "untold");
  const run = (...args: string[]) => runTurntree(["reclassify", ...args], "", env);
  const dry = await run("--dry-run");
  expect(dry).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("; nothing was written\n") });
  const before = await runTurntree(["export", "--session", "untold"], "", env);
  const lines = join(folder.path, "samples.jsonl");
  writeFileSync(lines, before.stdout);
  expect(dry.stdout.trimEnd().split("\n")).toEqual([
    expect.stringMatching(
      /^session untold, turn 2: none → compaction_summary \(quoted_conversation: "summarize conversations", and .* is quoted\)$/,
    ),
    "session untold, turn 4: warm_up → none",
    // The first release counted a spared token again on every turn.
    'session drift-spared, drift by "reasoning stripped": 2 → 1',
  ]);
  expect(dry.stderr).toContain("24 sessions told anew, 2 changed");
  expect((await store.readRecording("untold")).turns.some(({ amendment }) => amendment)).toBe(false);
  expect(await run()).toMatchObject({ exitCode: 0, stdout: dry.stdout });
  // Another process has the database open all the while, as a server has.
  expect((await store.readRecording("untold")).turns.map(({ auxiliary }) => auxiliary)).toEqual([
    "none",
    "compaction_summary",
    "none",
    "none",
  ]);
  expect(await run()).toMatchObject({ exitCode: 0, stdout: "" });
  expect(await runTurntree(["verify", "--session", "untold"], "", env)).toMatchObject({ exitCode: 0 });
  const after = await runTurntree(["export", "--session", "untold"], "", env);
  const counts = [before, after].map(({ stdout }) => stdout.trimEnd().split("\n").length);
  expect(counts).toEqual([3, 3]);
  expect(after.stdout).not.toBe(before.stdout);
  expect(await runTurntree(["verify", lines], "", env)).toMatchObject({ exitCode: 0 });
  const one = await run("--session", "sub-agent");
  expect(one).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/^1 session told anew, 0 changed;/),
  });
  expect(await run("--session", "none")).toMatchObject({ exitCode: 2 });
  expect(await run("--filter", "client:nobody-at-all")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("No session matches the filter"),
  });
  await store.close();
  folder.remove();
});
