import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { z } from "zod";
import { runTurntree } from "@/test/command/run-turntree";
import { temporaryFolder } from "@/test/store/temporary-folder";

const trlLine = z.object({
  input_ids: z.array(z.number()),
  completion_mask: z.array(z.number()),
  old_log_probs: z.array(z.number()),
});

it("turntree verify --against names what a trainer's batch has otherwise than was recorded", async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, "turntree.db");
  writeFileSync(file, gunzipSync(readFileSync("test/fixtures/first-release/turntree.db.gz")));
  const env = { DATABASE_URL: `file:${file}` };
  const exported = await runTurntree(
    ["export", "--session", "linear", "--session", "sub-agent", "--format", "trl", "--advantage", "1"],
    "",
    env,
  );
  const batch = exported.stdout
    .trim()
    .split("\n")
    .map((line) => trlLine.parse(JSON.parse(line)));
  expect(batch.length).toBeGreaterThan(1);
  const dump = join(folder.path, "batch.jsonl");
  const against = async (rows: readonly object[], ...flags: readonly string[]) => {
    writeFileSync(dump, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    return runTurntree(["verify", "--against", dump, ...flags], "", env);
  };
  expect(await against(batch)).toMatchObject({
    exitCode: 0,
    stdout: "",
    stderr: expect.stringContaining(`${batch.length} rows compared, 0 differ`),
  });
  const [first, ...others] = batch;
  const shifted = { ...first, completion_mask: [0, ...(first?.completion_mask.slice(0, -1) ?? [])] };
  const found = await against([shifted, ...others, { token_ids: [-7], mask: [1] }]);
  expect(found.exitCode).toBe(1);
  expect(found.stdout.trim().split("\n")).toEqual([
    expect.stringMatching(/line 1 \(session linear, sample 0\): its mask is shifted by one/),
    expect.stringMatching(/line \d+: no recorded sample begins as it does$/),
  ]);
  expect(await against(batch, "--temperature", "0.31")).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining("its logits are divided by 0.31"),
  });
  expect(await against([{ text: "…" }])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("no row of a trainer"),
  });
  folder.remove();
});
