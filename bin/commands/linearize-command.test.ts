import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { runTurntree } from "@/test/command/run-turntree";

const FIXTURES = "test/fixtures/conformance";

/** Its expected log-probs are in no way computable from it; see lib/core/conformance.test.ts. */
const CONTRADICTS_ITSELF = "branching-2.1-single-turn-linearize";

function vectorsOf(file: string) {
  const lines = readFileSync(`${FIXTURES}/${file}`, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line)).map(({ name, expected }) => ({ name, ...expected }));
}

function printed(stdout: string) {
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const isConsistent = ({ name }: { name: string }) => name !== CONTRADICTS_ITSELF;

describe("turntree linearize", () => {
  it("prints every vector's tree and samples, from files and with the default policy", async () => {
    const run = await runTurntree(["linearize", `${FIXTURES}/branching.jsonl`, `${FIXTURES}/random.jsonl`]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    const expected = [...vectorsOf("branching.jsonl"), ...vectorsOf("random.jsonl")];
    expect(printed(run.stdout).filter(isConsistent)).toEqual(expected.filter(isConsistent));
    expect(printed(run.stdout).map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  });

  it("prints the repaired vectors under their policy, from standard input", async () => {
    const input = readFileSync(`${FIXTURES}/repaired.jsonl`, "utf8");
    const run = await runTurntree(["linearize", "--policy", "slime-repaired"], input);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(printed(run.stdout)).toEqual(vectorsOf("repaired.jsonl"));
  });

  it("lets an option win over the session's own setting", async () => {
    const session = {
      name: "s",
      fork_threshold_tokens: 1024,
      turns: [
        { ...TURN, prompt_ids: [1], output_ids: [2, 3] },
        { ...TURN, prompt_messages: [USER, ANSWER, USER], prompt_ids: [1, 2, 9], output_ids: [4] },
      ],
    };
    const realigned = await runTurntree(["linearize"], JSON.stringify(session));
    const forked = await runTurntree(["linearize", "--fork-threshold", "0"], JSON.stringify(session));
    expect(printed(realigned.stdout)[0].samples).toHaveLength(1);
    expect(printed(forked.stdout)[0].samples).toHaveLength(2);
  });

  it("names each line that it refuses, goes on with the others, and exits with 1", async () => {
    const good = JSON.stringify({ name: "good", turns: [] });
    const bad = JSON.stringify({ name: "bad", turns: [{ ...TURN, prompt_ids: [1.5] }] });
    const run = await runTurntree(["linearize"], `{"name":\n${bad}\n\n${good}\n`);
    expect(run.exitCode).toBe(1);
    expect(printed(run.stdout)).toEqual([{ name: "good", tree: [], samples: [] }]);
    expect(run.stderr).toMatch(/^standard input, line 1: .*JSON/);
    expect(run.stderr).toContain(
      "standard input, line 2: turns[0].prompt_ids[0] must be a token id, a whole number from 0 and below 2^31",
    );
    expect(run.stderr).toContain("2 lines were refused");
    expect(run.stderr).not.toContain("    at ");
  });

  it("names the line of a file that is not UTF-8, exits with 1, and shows no stack trace", async () => {
    const folder = await mkdtemp(join(tmpdir(), "turntree-bytes-"));
    const file = join(folder, "session.jsonl");
    try {
      await writeFile(file, Uint8Array.of(10, 0xff, 10));
      const run = await runTurntree(["linearize", file]);
      expect(run).toEqual({ exitCode: 1, stdout: "", stderr: `error: ${file}, line 2: not UTF-8\n` });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    [["linearize", "--policy", "lime"], /no policy "lime"; accepted are "strict"/],
    [["linearize", "--fork-threshold", "few"], /fork_threshold_tokens is "few"; accepted is a whole number/],
    [["linearize", "--reward-mode", "leaf"], /reward_mode is "leaf"; accepted are "full", "split"/],
    [["linearize", "no-such-file.jsonl"], /cannot read no-such-file.jsonl/],
    [["linearise"], /unknown command 'linearise'/],
    [["linearize", "--fast"], /unknown option '--fast'/],
  ])("exits with 2 on %j", async (args, reason) => {
    const run = await runTurntree(args);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toMatch(reason);
  });

  it("ends quietly when the reader of a pipe has seen enough", async () => {
    const files = Array.from({ length: 20 }, () => `${FIXTURES}/random.jsonl`).join(" ");
    const pipe = `${process.execPath} --import tsx bin/command-line.ts linearize ${files} | head -c 9`;
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", `set -o pipefail; ${pipe}`]);
    expect({ stdout, stderr }).toEqual({ stdout: '{"name":"', stderr: "" });
  });
});

const USER = { role: "user", content: "u" };
const ANSWER = { role: "assistant", content: "a" };
const TURN = {
  prompt_messages: [USER],
  response_message: ANSWER,
  prompt_ids: [1],
  output_ids: [2],
  output_log_probs: [],
  finish_reason: "stop",
  ill_formed: false,
};
