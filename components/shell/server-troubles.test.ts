import { afterEach, describe, expect, it } from "vitest";
import { answerJson, type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { damageTable } from "@/test/store/damage-table";
import { readHealth } from "./read-health";
import { serverTroubles } from "./server-troubles";

const recorder = simulatedRecorder();
const signal = new AbortController().signal;
const troubles = async (origin: string) => serverTroubles(await readHealth(`${origin}/healthz`, signal));

let proxy: ScriptedServer | null = null;
afterEach(() => proxy?.close());

describe("what a page says of the server", () => {
  it("is nothing while it is well, and that the database is damaged once it is", async () => {
    const { url, databaseUrl } = recorder.server;
    expect(await troubles(url)).toEqual([]);
    const file = databaseUrl.slice("file:".length);
    const call = (session: string) =>
      fetch(`${url}/s/${session}/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify({ messages: [{ role: "user", content: `Say something to ${session}.` }] }),
      });
    expect((await call("before")).status).toBe(200);
    damageTable(file, "MessageSearch_data");
    expect((await call("after")).status).toBe(503);
    expect(await troubles(url)).toMatchObject([
      {
        of: "storage",
        title: "The database takes no writes.",
        said: expect.stringContaining(`The database ${file} is damaged.`),
      },
    ]);
  });

  it("names the database before the engine where both fail", () => {
    const engine = { name: "sglang", ok: false, detail: "connect ECONNREFUSED", failures: null };
    const said = serverTroubles({ status: "failing", detail: "The disk is full.", engine });
    expect(said.map(({ of }) => of)).toEqual(["storage", "engine"]);
  });

  it("is that replies do not wait for the disk, where that was chosen", async () => {
    const note = { of: "durability", title: expect.stringContaining("not for the disk") };
    expect(serverTroubles({ status: "ok", durability: "relaxed" })).toMatchObject([note]);
    expect(serverTroubles({ status: "ok", durability: "reply" })).toEqual([]);
  });

  it("names each further model whose engine fails", () => {
    const told = { ok: true, detail: "ready", failures: null };
    const engines = [
      { ...told, engine: "vllm", model: "judge", ok: false, detail: "connect ECONNREFUSED" },
      { ...told, engine: "vllm", model: "teacher" },
    ];
    const said = serverTroubles({ status: "ok", engine: { ...told, name: "sglang" }, engines });
    expect(said.map(({ title }) => title)).toEqual(["The engine (vllm, judge) is not ready."]);
  });

  it("is nothing new when a proxy answers in its place", async () => {
    proxy = await startScriptedServer((_, response) => answerJson(response, { error: "no upstream" }, 503));
    await expect(troubles(proxy.url)).rejects.toThrow("The server answered 503.");
  });
});
