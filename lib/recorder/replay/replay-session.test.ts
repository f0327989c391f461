import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { exportSession } from "@/lib/export/export-session";
import { readSettings } from "@/lib/settings/settings";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { runTurntree } from "@/test/command/run-turntree";
import { serveRecorder } from "@/test/recorder/recorder-server";
import { replayOverHttp } from "./replay-over-http";
import { replaySession } from "./replay-session";
import { serveRecordedEngine } from "./serve-recorded-engine";

const RECORDING = "test/fixtures/recorded-session/qwen3-session.turns.jsonl";
const REFERENCE = "test/fixtures/recorded-session/qwen3-session.slime.jsonl";

let folder: string;
let recorded: Store;
let model: LanguageModel;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "turntree-replay-"));
  recorded = await openStore({ databaseUrl: `file:${join(folder, "recorded.db")}` });
  model = await loadLanguageModel("qwen3");
  const lines = readFileSync(RECORDING, "utf8").split("\n");
  await importTurns(
    recorded,
    lines.map((text, index) => ({ number: index + 1, text })),
  );
});

afterAll(async () => {
  await recorded.close();
  rmSync(folder, { recursive: true, force: true });
});

async function replayed(name: string, withModel: LanguageModel) {
  const store = await openStore({ databaseUrl: `file:${join(folder, `${name}.db`)}` });
  const session = await recorded.findSession("qwen3-regression");
  if (session === null) throw new Error("The recording was not imported.");
  const recording = await recorded.readRecording(session.id);
  const parts = { settings: readSettings({}), model: withModel, store };
  const differences = await replaySession(session, recording, parts);
  const again = await store.readRecording(session.id);
  const digests = await store.readDigests(session.id);
  await store.close();
  return { session, differences, again, digests };
}

describe("a captured session with the real Qwen3 tokenizer and template", () => {
  it("is recorded again bit for bit, and exported as the reference sample to the last byte", async () => {
    const { session, differences, again, digests } = await replayed("same", model);
    expect(differences).toEqual([]);
    const { lines } = exportSession({
      session,
      recording: again,
      turnDigests: digests,
      policy: BUILT_IN_POLICIES.slime,
      format: "slime",
      reward: null,
      advantage: null,
      group: null,
      sampleWeight: "row",
      decode: (ids) => model.decode(ids),
      signingKey: null,
    });
    expect(`${[...lines].join("\n")}\n`).toBe(readFileSync(REFERENCE, "utf8"));
  });

  it("holds reasoning, parallel histories of tools and a cut-off answer, all grafted into one sample", async () => {
    const { turns } = await recorded.readRecording("qwen3-regression");
    expect(turns.map((turn) => turn.promptBuild)).toEqual([
      "render",
      ...Array.from({ length: 5 }, () => "graft"),
    ]);
    expect(turns.map((turn) => turn.finishReason)).toContain("length");
    expect(turns.at(-1)?.scaffolds).toHaveLength(1);
  });

  it("is found to differ where the way from messages to ids has changed", async () => {
    const other: LanguageModel = {
      ...model,
      render(input) {
        const prompt = model.render(input);
        return { ...prompt, ids: prompt.ids.map((id, position) => (position === 3 ? id + 1 : id)) };
      },
    };
    const { differences } = await replayed("other", other);
    expect(differences[0]).toEqual({ turn: 1, field: "prompt_ids", position: 3 });
  });

  it("is recorded again bit for bit by a running recorder, over HTTP alone", async () => {
    const engine = await serveRecordedEngine();
    const server = await serveRecorder({
      TURNTREE_ENGINE: "sglang",
      TURNTREE_ENGINE_URL: engine.url,
      TURNTREE_API_TOKEN: "let me in, please",
    });
    const store = await openStore({ databaseUrl: `file:${join(folder, "copies.db")}` });
    try {
      const session = await recorded.findSession("qwen3-regression");
      if (session === null) throw new Error("The recording was not imported.");
      const recording = await recorded.readRecording(session.id);
      const target = { url: server.url, apiToken: "let me in, please", engine, copies: store };
      const replay = await replayOverHttp(session, recording, target);
      expect(replay.differences).toEqual([]);
      expect(replay.session).toMatch(/^qwen3-regression~/);

      const [first, ...others] = recording.turns;
      if (first === undefined) throw new Error("The recording is empty.");
      const asked = [{ role: "user" as const, content: "Something else" }];
      const edited = { ...recording, turns: [{ ...first, promptMessages: asked }, ...others] };
      const { differences } = await replayOverHttp(session, edited, target);
      expect(differences[0]).toMatchObject({ turn: 1, field: "prompt_ids" });
    } finally {
      await store.close();
      await server.close();
      await engine.close();
    }
  });

  it("is replayed by the command line", async () => {
    const { exitCode, stdout } = await runTurntree(["replay", RECORDING]);
    expect(stdout).toContain('{"session":"qwen3-regression","turns":6,"differences":[]}');
    expect(exitCode).toBe(0);
  });
});
