import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { assume } from "@/lib/core/base/assume";
import { openStore } from "@/lib/store/open-store";
import { runTurntree } from "@/test/command/run-turntree";
import { temporaryFolder } from "@/test/store/temporary-folder";

const PARQUET = "test/fixtures/parquet/samples.parquet";
const CHAT = JSON.stringify({
  messages: [
    { role: "user", content: "hi" },
    { role: "assistant", content: "yes" },
  ],
});

let folder = temporaryFolder();
let env: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = temporaryFolder();
  env = { DATABASE_URL: `file:${join(folder.path, "opened.db")}` };
});
afterEach(() => folder.remove());

const ids = (stdout: string) => stdout.trim().split("\n");

it("turntree open reads what a folder holds, and names what it passes over", async () => {
  const data = join(folder.path, "data", "train");
  mkdirSync(data, { recursive: true });
  copyFileSync(PARQUET, join(data, "part-0.parquet"));
  writeFileSync(join(data, "chats.jsonl"), `${CHAT}\n{"colour":"red"}\n`);
  writeFileSync(join(data, "more.jsonl.gz"), gzipSync(`${CHAT.replace("yes", "no")}\n`));
  writeFileSync(join(data, "README.md"), "none of these");
  const run = await runTurntree(["open", "--no-serve", join(folder.path, "data")], "", env);
  expect(run).toMatchObject({ exitCode: 0 });
  expect(run.stderr).toContain("train/chats.jsonl, line 2: ");
  expect(run.stderr).toContain("4 sessions of 3 files, 1 line passed over");
  const store = await openStore({ databaseUrl: env.DATABASE_URL ?? "" });
  const found = await Promise.all(ids(run.stdout).map((id) => store.readRecording(id)));
  // The rows of samples.parquet, whose whole numbers have 64 bits.
  const sampled = found.flatMap(({ turns }) =>
    turns.map((turn) => [[...turn.outputIds], [...(turn.outputLogProbs ?? [])]]),
  );
  expect(sampled).toContainEqual([
    [3, 4],
    [-0.5, -1],
  ]);
  expect(sampled).toContainEqual([[7], [-2]]);
  await store.close();
});

it("turntree open reads a data set of the hub by its address", async () => {
  const asked: string[] = [];
  const hub = createServer((request, response) => {
    asked.push(request.url ?? "");
    const isList = request.url?.startsWith("/api/");
    const list = [
      { type: "file", path: "data/part.parquet" },
      { type: "file", path: "README.md" },
    ];
    response.end(isList ? JSON.stringify(list) : readFileSync(PARQUET));
  });
  await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
  const { port } = assume<AddressInfo>(hub.address(), "it listens on a port");
  const at = { ...env, HF_ENDPOINT: `http://127.0.0.1:${port}` };
  const run = await runTurntree(["open", "--no-serve", "hf://datasets/us/runs@v2/data"], "", at);
  hub.close();
  expect(run).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("2 sessions of 1 file") });
  expect(asked).toEqual([
    "/api/datasets/us/runs/tree/v2/data?recursive=true",
    "/datasets/us/runs/resolve/v2/data/part.parquet",
  ]);
});

it.each<[string, number, string]>([
  ["nowhere-at-all", 2, "there is no such file or folder"],
  ["hf://models/us/model", 2, "is none of hf://datasets/"],
  ["docs", 2, "holds no .jsonl"],
  ["package.json", 1, "nothing in it that can be opened"],
])("turntree open %s ends with %i and says why", async (what, exitCode, said) => {
  expect(await runTurntree(["open", "--no-serve", what], "", env)).toMatchObject({
    exitCode,
    stderr: expect.stringContaining(said),
  });
});
