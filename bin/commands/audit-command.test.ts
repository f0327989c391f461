import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runTurntree } from "@/test/command/run-turntree";
import { temporaryFolder } from "@/test/store/temporary-folder";

const folder = temporaryFolder();
const env = { DATABASE_URL: `file:${join(folder.path, "turntree.db")}` };

afterAll(() => folder.remove());

it("turntree audit tells what commands changed, and whose they were", async () => {
  await runTurntree(["prune", "--older-than", "30d"], "", env);
  const { stdout, exitCode } = await runTurntree(["audit", "--json"], "", env);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    holder: "command",
    action: "prune",
    target: "30d",
    status: null,
  });
  expect(await runTurntree(["audit", "--limit", "0"], "", env)).toMatchObject({ exitCode: 2 });
});
