import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { runTurntree } from "@/test/command/run-turntree";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";

const folder = temporaryFolder();
const env = { DATABASE_URL: `file:${join(folder.path, "turntree.db")}` };
const check = (...args: string[]) => runTurntree(["check", ...args], "", env);

/** Two runs that are alike, but that an answer of the second lost its log-probs. */
beforeAll(async () => {
  const store = await openStore({ databaseUrl: env.DATABASE_URL });
  for (const run of ["well", "lossy"]) {
    for (const index of [0, 1]) {
      const id = `${run}-${index}`;
      await store.openSession(
        sessionForStore(id, { labels: { run }, group_index: run === "well" ? 1 : 2, index }),
      );
      const isLost = run === "lossy" && index === 1;
      await store.appendTurn(id, turnForStore([1], [2, 3], isLost ? { outputLogProbs: null } : {}));
      await store.updateSession(id, { status: "finished", reward: index });
    }
  }
  await store.close();
  await runTurntree(["reclassify"], "", env);
});

afterAll(() => folder.remove());

describe("turntree check", () => {
  it("passes a run that is well, and fails the same run with a planted loss", async () => {
    const well = await check("--filter", "run:well", "--fail-on", "warn");
    expect(well).toEqual({ exitCode: 0, stdout: "0 flags in 2 sessions.\n", stderr: "" });
    const lossy = await check("--filter", "run:lossy", "--fail-on", "warn");
    expect(lossy.exitCode).toBe(1);
    expect(lossy.stdout.split("\n")).toEqual([
      "error missing_log_probs: 2 sampled tokens have no log-prob, in 1 session. For one: lossy-1, turn 1. [run:lossy flag:missing_log_probs]",
      "warn  lost_signal: 2 sampled tokens (50 %) train in no sample, in 1 session: refused, no log probs 1. For one: lossy-1, turn 1. [run:lossy flag:lost_signal]",
      "2 flags in 2 sessions.",
      "",
    ]);
    expect(lossy.stderr).toBe('error: 2 flags as grave as "warn"\n');
    expect(await check("--filter", "run:lossy", "--fail-on", "never")).toMatchObject({ exitCode: 0 });
  });

  it("prints what the API answers, each flag with a filter that leaves its sessions", async () => {
    const { stdout, exitCode } = await check("--json");
    expect(exitCode).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ filter: "", sessions: 4, unjudged: 0 });
    expect(report.flags[0]).toEqual({
      flag: "missing_log_probs",
      level: "error",
      sentence: "2 sampled tokens have no log-prob, in 1 session.",
      sessions: 1,
      groups: 1,
      tokens: 2,
      filter: "flag:missing_log_probs",
      evidence: [{ session: "lossy-1", turn: 1, start: 0, length: 2 }],
    });
    const again = JSON.parse((await check("--json", "--filter", report.flags[0].filter)).stdout);
    expect(again.sessions).toBe(1);
  });

  it("fails where no session fits the filter, and names what it does not read", async () => {
    expect(await check("--filter", "run:none-such")).toMatchObject({
      exitCode: 1,
      stderr: "error: no session fits the filter\n",
    });
    expect(await check("--fail-on", "grave")).toMatchObject({ exitCode: 2 });
    expect(await check("--filter", "flag:grave")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('there is no flag "grave"; there are lost_signal'),
    });
  });
});
