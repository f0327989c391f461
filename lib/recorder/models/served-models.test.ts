import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { linearise } from "@/lib/core/samples/linearise";
import { decodePieceTable } from "@/lib/core/tokens/piece-table";
import { createRuntime, type Runtime } from "@/lib/server/runtime";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { simLine } from "@/test/recorder/sim-line";
import { gptOssFiles } from "@/test/text/load-family";
import { writeModelFolder } from "@/test/text/small-model";

const POLICY = "policy";

let engine: SimEngine;
let judgeEngine: SimEngine;
let server: RecorderServer;
let folder: string;
/** Another recorder of the same database. */
let other: Runtime;
beforeAll(async () => {
  folder = await writeModelFolder(await gptOssFiles());
  [engine, judgeEngine] = await Promise.all([startSimEngine(), startSimEngine({ tokenizerFolder: folder })]);
  const file = join(folder, "engines.json");
  const judge = { model: "judge", engine: "sim", urls: [judgeEngine.url], tokenizer: folder, trains: false };
  await writeFile(file, JSON.stringify([judge]));
  server = await serveRecorder({
    TURNTREE_MODEL: POLICY,
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_ENGINES: file,
    TURNTREE_ENGINE_HOSTS: "gpu-1",
  });
  other = await createRuntime({ DATABASE_URL: server.databaseUrl, TURNTREE_ENGINE_URL: engine.url });
});
afterAll(async () => {
  await other.store.close();
  await server.close();
  await Promise.all([engine.close(), judgeEngine.close()]);
  await rm(folder, { recursive: true });
});

const replied = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })) });

async function call(session: string, model: string, messages: readonly object[]): Promise<string> {
  const response = await fetch(`${server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model, messages }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return replied.parse(await response.json()).choices[0]?.message.content ?? "";
}

async function api(method: string, path: string, body?: object) {
  const response = await fetch(`${server.url}/api/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
}

async function modelNames(runtime: Runtime = server.runtime): Promise<readonly string[]> {
  return (await runtime.models.all()).map(({ name }) => name);
}

async function servedBy(session: string) {
  const { turns } = await server.runtime.store.readRecording(session);
  return turns.map(({ served }) => served?.model ?? null);
}

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });

describe("several models in one session", () => {
  const first = user(simLine({ text: "The sea is blue." }));
  const next = user(simLine({ text: "So it is." }, "And the sky?"));

  it("answer each with its own engine and tokenizer, and each turn says which", async () => {
    const said = await call("beside", POLICY, [first]);
    expect(await call("beside", "judge", [first])).toBe("The sea is blue.");
    await call("beside", "any-other-name", [first, assistant(said), next]);
    const { turns } = await server.runtime.store.readRecording("beside");
    expect(turns.map(({ served }) => served)).toEqual([
      null,
      { model: "judge", tokenizer: folder, adapter: null, trains: false },
      null,
    ]);
    // The policy goes on where it left off, as if nobody else had been asked.
    expect(turns.map(({ promptBuild, graft }) => [promptBuild, graft?.anchor])).toEqual([
      ["render", null],
      ["render", null],
      ["graft", 1],
    ]);
  });

  it("train what may train, and the ledger says why the rest does not, under every policy", async () => {
    const recording = await server.runtime.store.readRecording("beside");
    for (const policy of Object.values(BUILT_IN_POLICIES)) {
      const { samples, ledger } = linearise(recording, policy);
      const trained = samples.flatMap(({ spans }) => spans).filter(({ state }) => state === "trained");
      expect(new Set(trained.map((span) => "turn" in span && span.turn))).toEqual(new Set([1, 3]));
      expect(ledger.lost.filter(({ turn }) => turn === 2)).toEqual([
        expect.objectContaining({ turn: 2, fate: { state: "dropped", reason: "model_not_trained" } }),
      ]);
      expect(ledger.balanced).toBe(true);
    }
  });

  it("are each read as text by its own tokenizer", async () => {
    const { model } = (await server.runtime.models.named("judge")) ?? expect.fail();
    const { turns, prompts } = await server.runtime.store.readRecording("beside");
    for (const [index, reader] of [
      [1, server.runtime.model],
      [2, model],
    ] as const) {
      const answer = await fetch(`${server.url}/api/sessions/beside/turns/${index}/pieces`);
      const table = decodePieceTable(new Uint8Array(await answer.arrayBuffer()));
      const ids = [...prompts.ids(index), ...(turns[index - 1]?.outputIds ?? [])];
      const bytes = new Map(table.map((piece) => [piece.id, piece.bytes]));
      const said = Buffer.concat(ids.map((id) => bytes.get(id) ?? new Uint8Array())).toString();
      expect(said).toBe(reader.decode(ids));
      expect(said).toContain("The sea is blue.");
    }
  });

  it("do not go on from each other's tokens, though the messages are the same", async () => {
    const said = await call("mixed", "judge", [first]);
    await call("mixed", POLICY, [first, assistant(said), next]);
    const { turns } = await server.runtime.store.readRecording("mixed");
    expect(turns.map(({ promptBuild, graft }) => [promptBuild, graft?.anchor])).toEqual([
      ["render", null],
      ["render", null],
    ]);
  });
});

describe("a session that names its model when it is opened", () => {
  it("asks that one, save where a call names another", async () => {
    expect((await api("POST", "sessions", { id: "judged", engine: "judge" })).status).toBe(201);
    await call("judged", "gpt-4o", [user("hi")]);
    await call("judged", POLICY, [user("hi")]);
    expect(await servedBy("judged")).toEqual(["judge", null]);
    expect(await server.runtime.store.findSession("judged")).toMatchObject({
      model: "judge",
      tokenizer: folder,
    });
  });

  it("is refused one that is not there", async () => {
    const refused = await api("POST", "sessions", { id: "lost", engine: "nobody" });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining("nobody") } },
    });
  });
});

describe("registered models", () => {
  const TEACHER = { model: "teacher", engine: "sim", urls: ["http://127.0.0.1:1"], lora_path: "/adapters/t" };

  it("are served by every recorder of the database, drained and removed", async () => {
    const added = await api("POST", "engines", { ...TEACHER, urls: [engine.url], trains: false });
    expect(added).toMatchObject({ status: 201, body: { model: "teacher", state: "serving", ok: true } });
    await expect.poll(() => modelNames(other)).toEqual(["qwen3", "teacher"]);
    await call("taught", "teacher", [user("hi")]);

    expect(await api("POST", "engines/teacher/drain")).toMatchObject({ body: { state: "draining" } });
    // A session of its goes on; a new one is refused.
    await call("taught", "teacher", [user("hi")]);
    await expect(call("new", "teacher", [user("hi")])).rejects.toThrow("503");
    expect((await api("POST", "sessions", { engine: "teacher" })).status).toBe(400);
    await api("POST", "engines/teacher/drain", { draining: false });
    await call("new", "teacher", [user("hi")]);

    expect(await api("DELETE", "engines/teacher")).toMatchObject({ body: { state: "removed" } });
    await expect.poll(() => modelNames(other)).toEqual(["qwen3"]);
    await call("taught", "teacher", [user("hi")]);
    expect(await servedBy("taught")).toEqual(["teacher", "teacher", null]);
  });

  it.each([
    [{ ...TEACHER, urls: ["http://169.254.169.254/"] }, 403, "TURNTREE_ENGINE_HOSTS"],
    [{ ...TEACHER, model: "judge" }, 409, "already"],
    [{ ...TEACHER, model: POLICY }, 409, "already"],
    [{ ...TEACHER, tokenizer: "/nowhere" }, 400, "neither a folder"],
    [{ ...TEACHER, urls: [] }, 400, "urls"],
    [{ ...TEACHER, key: "secret" }, 400, "key"],
  ])("are refused: %j", async (entry, status, words) => {
    const refused = await api("POST", "engines", entry);
    expect(refused.status).toBe(status);
    expect(JSON.stringify(refused.body)).toContain(words);
    expect(await modelNames()).toEqual([POLICY, "judge"]);
  });

  it("leave those of the settings and of the file as they are", async () => {
    for (const [method, path] of [
      ["POST", "engines/judge/drain"],
      ["DELETE", "engines/judge"],
      ["DELETE", `engines/${POLICY}`],
    ] as const) {
      expect((await api(method, path)).status).toBe(409);
    }
    expect((await api("DELETE", "engines/nobody")).status).toBe(404);
  });

  it("stand in the list of models, in the health and in the list of engines, each with its state", async () => {
    const listed = await fetch(`${server.url}/v1/models`).then((answer) => answer.json());
    expect(listed).toMatchObject({
      data: [{ id: POLICY }, { id: "judge" }],
      first_id: POLICY,
      last_id: "judge",
    });
    expect((await fetch(`${server.url}/v1/models/judge`)).status).toBe(200);
    expect((await fetch(`${server.url}/v1/models/nobody`)).status).toBe(404);
    const { engines } = (await api("GET", "engines")).body;
    expect(engines).toMatchObject([
      { model: POLICY, from: "settings", trains: true, ok: true },
      { model: "judge", from: "file", trains: false, family: "gpt-oss", tokenizer: folder, ok: true },
    ]);
    const health = await fetch(`${server.url}/healthz`).then((answer) => answer.json());
    expect(health).toMatchObject({ engine: { ok: true }, engines: [{ model: "judge", ok: true }] });
  });

  it("that cannot be loaded here are left out, and the log says which", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await server.runtime.store.engines.add("odd", {
      model: "odd",
      engine: "sim",
      urls: ["http://127.0.0.1:1"],
      tokenizer: "/nowhere",
    });
    const words = async (): Promise<string> => {
      await modelNames();
      return logged.mock.calls.flat().join(" ");
    };
    await expect.poll(words).toContain("odd");
    expect(await modelNames()).toEqual([POLICY, "judge"]);
    await server.runtime.store.engines.remove("odd");
    logged.mockRestore();
  });
});
