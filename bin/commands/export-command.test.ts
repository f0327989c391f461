import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runTurntree } from "@/test/command/run-turntree";
import { temporaryFolder } from "@/test/store/temporary-folder";

const folder = temporaryFolder();
const env = { DATABASE_URL: `file:${join(folder.path, "turntree.db")}` };
const WITHOUT_TOKENS = "branching-1.10-empty-response";

const exported = (...args: string[]) => runTurntree(["export", ...args], "", env);

beforeAll(async () => {
  await runTurntree(["import", "test/fixtures/conformance/branching.jsonl"], "", env);
});
afterAll(() => folder.remove());

describe("turntree export", () => {
  it("writes a compressed file when its name ends in .gz, with the lines of the plain export", async () => {
    const file = join(folder.path, "samples.jsonl.gz");
    const packed = await exported("--session", "branching-1.1-single-turn-chain", "--out", file);
    expect(packed).toMatchObject({ exitCode: 0, stdout: "" });
    const plain = await exported("--session", "branching-1.1-single-turn-chain");
    expect(plain.stdout).not.toBe("");
    expect(gunzipSync(readFileSync(file)).toString()).toBe(plain.stdout);
  });

  it("says why a session gives no line, and nothing of one that does", async () => {
    const samples = await exported("--session", WITHOUT_TOKENS, "--format", "slime");
    expect(samples).toMatchObject({ exitCode: 0, stdout: "" });
    expect(samples.stderr).toContain(`${WITHOUT_TOKENS}: No token of the session was sampled`);
    const messages = await exported("--session", WITHOUT_TOKENS, "--format", "messages");
    expect(messages).toMatchObject({ exitCode: 0, stderr: "" });
    expect(messages.stdout.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([
    [["--filter", "id:nobody"], /No session matches the filter "id:nobody"; accepted are terms over turns, /],
    [["--filter", "turns:>many"], /turns takes a number/],
    [["--session", "nobody"], /no session "nobody"/],
    [["--format", "tinker", "--filter", "id:branching"], /"tinker" needs log-probs, and turn \d+ of session/],
    [["--pack", "group"], /pack is "group", and the format "slime" packs nothing/],
    [["--reward", "high"], /reward is "high"; accepted is a number/],
  ])("exits with 2 on %j and writes nothing", async (args, reason) => {
    const run = await exported(...args);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toMatch(reason);
  });

  it("leaves a file as it was when no session matches", async () => {
    const file = join(folder.path, "kept.jsonl");
    writeFileSync(file, "kept\n");
    expect((await exported("--filter", "id:nobody", "--out", file)).exitCode).toBe(2);
    expect(readFileSync(file, "utf8")).toBe("kept\n");
  });
});
