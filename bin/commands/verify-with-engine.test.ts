import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { openStore } from "@/lib/store/open-store";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import { runTurntree } from "@/test/command/run-turntree";
import { scriptedLogProbs, startScoringServer } from "@/test/engine/scoring-server";
import { temporaryFolder } from "@/test/store/temporary-folder";

const PROMPT = [11, 12, 13];
const OUTPUT = Array.from({ length: 40 }, (_, i) => 20 + ((i * 7) % 31));

/** A session of one turn that the scripted model sampled, as a `turns.jsonl`. */
function recordingOf(id: string): string {
  const logProbs = scriptedLogProbs([...PROMPT, ...OUTPUT], PROMPT.length);
  const session = {
    ...{ type: "session", version: 1, id, status: "open", origin: "api", prompt_mode: "graft" },
    ...{ matcher: "echo", model: "m", tokenizer: "qwen3", sampling_defaults: {}, labels: {}, metadata: {} },
    ...{ created_at: 1, turns: 1 },
  };
  const turn = {
    ...{ type: "turn", session: id, index: 1, created_at: 1, prompt: [{ ids: PROMPT }] },
    ...{ output_ids: OUTPUT, output_log_probs: [...logProbs], log_prob_semantics: "raw" },
    ...{ messages: [{ role: "user", content: "a" }], message_steps: [{ ids: [0] }], header_digest: "" },
    ...{ response: { role: "assistant", content: "b" }, finish_reason: "stop", delivery: "delivered" },
    ...{ auxiliary: "none", prompt_build: "graft", scaffolds: [], accepted_rewrites: [], facts: {} },
    digest: turnDigest(Int32Array.from(PROMPT), Int32Array.from(OUTPUT), logProbs),
  };
  return `${stringifyJson(session)}\n${stringifyJson(turn)}\n`;
}

it("turntree verify --engine holds every log-prob against an engine, and says what stands out", async () => {
  const folder = temporaryFolder();
  const env = { DATABASE_URL: `file:${join(folder.path, "turntree.db")}` };
  const lines = join(folder.path, "turns.jsonl");
  writeFileSync(lines, recordingOf("s"));
  expect(await runTurntree(["import", lines], "", env)).toMatchObject({ exitCode: 0 });

  const same = await startScoringServer();
  const agrees = await runTurntree(
    ["verify", "--annotate", "--engine", same.url, "--engine-name", "sglang"],
    "",
    env,
  );
  expect(agrees).toMatchObject({ exitCode: 0, stdout: "" });
  expect(agrees.stderr).toContain(
    "recorded against scored: median 0, 99th percentile 0, largest 0 over 40\n",
  );
  expect(agrees.stderr).toContain("control, one id replaced: median ");
  await same.close();
  const store = await openStore({ databaseUrl: env.DATABASE_URL });
  const column = scriptedLogProbs([...PROMPT, ...OUTPUT], PROMPT.length);
  expect(await store.readAnnotations("s")).toMatchObject([
    {
      ...{ producer: "engine", kind: "trainer_logprob" },
      target: { on: "range", turn: 1, start: 0, length: OUTPUT.length },
      value: { form: "column", column },
    },
  ]);
  await store.close();

  const other = await startScoringServer(0.5);
  const differs = await runTurntree(["verify", "--engine", other.url, "--engine-name", "sglang"], "", env);
  expect(differs.exitCode).toBe(1);
  expect(differs.stdout).toContain("session s, turn 1: the engine scores it otherwise: median 0.50,");
  await other.close();

  const none = await runTurntree(["verify", "--engine", other.url], "", env);
  expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("sim scores no ids") });
  folder.remove();
});
