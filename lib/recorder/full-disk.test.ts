import { afterAll, describe, expect, it } from "vitest";
import { startSimEngine } from "@/scenarios/sim-engine";
import { runTurntree } from "@/test/command/run-turntree";
import { startAgents } from "@/test/recorder/agents";
import { expectNothingLost } from "@/test/recorder/expect-nothing-lost";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { serveRecorder } from "@/test/recorder/recorder-server";
import { smallDisk } from "@/test/store/small-disk";

// Where nothing may be mounted, lib/store/full-database.test.ts plays a full database by a limit of SQLite's own.
const disk = smallDisk();
afterAll(() => disk?.remove());

const said = [{ role: "user", content: "Say something." }];

/** A call of each protocol, and what its own error says of a storage that failed. */
const CALLS = [
  ["/v1/chat/completions", { messages: said }, { error: { code: "storage_failed" } }],
  ["/v1/responses", { input: "Say something." }, { error: { code: "storage_failed" } }],
  [
    "/v1/messages",
    { max_tokens: 50, messages: said },
    { type: "error", error: { type: "api_error", message: expect.stringContaining("disk is full") } },
  ],
] as const;

async function onFullDisk(folder: string) {
  const engine = await startSimEngine();
  const server = await serveRecorder({
    DATABASE_URL: `file:${folder}/turntree.db`,
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_TOKENIZER: "qwen3",
  });
  return {
    engine,
    url: server.url,
    databaseUrl: server.databaseUrl,
    send: (path: string, body: unknown = {}, method = "POST") =>
      fetch(`${server.url}${path}`, { method, body: method === "GET" ? null : JSON.stringify(body) }),
    generations: async () => (await fetch(`${engine.url}/sim/generations`)).text(),
    async close() {
      await server.close();
      await engine.close();
    },
  };
}

describe.skipIf(disk === null)("a disk that is full", () => {
  it("refuses calls before anything is sampled, loses nothing, and is noticed when it has room", async () => {
    if (disk === null) return;
    const { databaseUrl, send, generations, close } = await onFullDisk(disk.path);
    const chat = "/s/kept/v1/chat/completions";
    expect((await send(chat, { messages: said })).status).toBe(200);
    const turns = await (await send("/api/sessions/kept/turns.jsonl", {}, "GET")).text();

    disk.fill();
    expect((await send(chat, { messages: said })).status).toBe(507);
    const sick = await send("/healthz", {}, "GET");
    expect(sick.status).toBe(503);
    expect(await sick.json()).toMatchObject({
      status: "failing",
      detail: expect.stringContaining("the disk is full"),
    });
    const sampled = await generations();
    for (const [path, body, error] of CALLS) {
      for (const stream of [false, true]) {
        const refused = await send(`/s/kept${path}`, { model: "m", ...body, stream });
        expect([path, refused.status, refused.headers.get("retry-after")]).toEqual([path, 507, "10"]);
        expect(await refused.json()).toMatchObject(error);
      }
    }
    expect(await generations()).toBe(sampled);
    const failed = { error: { type: "storage_failed" } };
    const finish = await send("/api/sessions/kept/finish", { reward: 1 });
    expect([finish.status, await finish.json()]).toMatchObject([507, failed]);
    expect(finish.headers.get("retry-after")).toBe("10");
    const removal = await send("/api/sessions/kept", {}, "DELETE");
    expect([removal.status, await removal.json()]).toMatchObject([507, failed]);
    expect(await (await send("/api/sessions/kept/turns.jsonl", {}, "GET")).text()).toBe(turns);

    disk.makeRoom();
    await expect.poll(async () => (await send("/healthz", {}, "GET")).status).toBe(200);
    expect((await send(chat, { messages: said })).status).toBe(200);
    expect((await send("/api/sessions/kept/finish", { reward: 1 })).status).toBe(200);
    const verified = await runTurntree(["verify"], "", { DATABASE_URL: databaseUrl });
    expect([verified.exitCode, verified.stderr]).toEqual([0, "1 sessions checked, 0 faults\n"]);
    const after = await (await send("/api/sessions/kept/turns.jsonl", {}, "GET")).text();
    const turnLines = (text: string) => text.split("\n").filter((line) => line.includes('"type":"turn"'));
    expect(turnLines(after)).toHaveLength(2);
    expect(turnLines(after)[0]).toBe(turnLines(turns)[0]);
    await close();
  });

  it("while an answer is sampled: the answer is kept, and given to who asks again once there is room", async () => {
    if (disk === null) return;
    const { engine, send, generations, close } = await onFullDisk(disk.path);
    const held = 'Say it. [[sim {"text": "Sampled once.", "held_after_tokens": 1}]]';
    const ask = () => send("/s/held/v1/chat/completions", { messages: [{ role: "user", content: held }] });
    const asked = ask();
    await untilHeld(engine);
    disk.fill();
    await releaseHeld(engine);
    const refused = await asked;
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([507, "10"]);
    const sampled = await generations();
    disk.makeRoom();
    await expect.poll(async () => (await send("/healthz", {}, "GET")).status).toBe(200);
    const again = await ask();
    expect(again.headers.get("x-turntree-turn")).toBe("1");
    expect(await again.json()).toMatchObject({ choices: [{ message: { content: "Sampled once." } }] });
    expect(await generations()).toBe(sampled);
    await close();
  });

  it("in the midst of agents' calls loses none of their replies", async () => {
    if (disk === null) return;
    const { url, databaseUrl, close } = await onFullDisk(disk.path);
    const agents = startAgents(() => [url], { agents: 4, name: "full" });
    await agents.more(8);
    disk.fill();
    await expect.poll(async () => (await fetch(`${url}/healthz`)).status).toBe(503);
    disk.makeRoom();
    await agents.more(16);
    await expectNothingLost(databaseUrl, agents, [503, 507]);
    await close();
  });
});
