import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { runTurntree } from "@/test/command/run-turntree";

let engine: SimEngine;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "turntree-doctor-"));
  engine = await startSimEngine();
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const settings = () => ({
  DATABASE_URL: `file:${join(folder, "turntree.db")}`,
  PORT: "0",
  TURNTREE_ENGINE: "sglang",
  TURNTREE_ENGINE_URL: engine.url,
});

describe("turntree doctor", () => {
  it("says of the machine and the engine what is well, and ends with 0", async () => {
    const { stdout, exitCode } = await runTurntree(["doctor"], "", settings());
    const lines = stdout.trim().split("\n");
    for (const what of ["port", "files", "clock", "engine", "ids", "log-probs", "prompt", "abort"]) {
      expect(lines.find((line) => line.startsWith(`ok     ${what}: `))).toBeDefined();
    }
    expect(lines.find((line) => line.startsWith("no     tokenizer: "))).toBeDefined();
    expect(exitCode).toBe(0);
  });

  it("says what to do and ends with 1 where the engine is not there", async () => {
    const env = { ...settings(), TURNTREE_ENGINE_URL: "http://127.0.0.1:1" };
    const { stdout, stderr, exitCode } = await runTurntree(["doctor"], "", env);
    expect(stdout).toContain("FAULT  engine: ");
    expect(stdout).toContain("Start it, or name its address by TURNTREE_ENGINE_URL.");
    expect(stderr).toContain("1 fault");
    expect(exitCode).toBe(1);
  });
});
