import { afterEach, describe, expect, it } from "vitest";
import { answerEvents, type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";
import { startWireTap, type WireTap } from "./wire-tap";

let server: ScriptedServer | null = null;
let tap: WireTap | null = null;

afterEach(async () => {
  await tap?.close();
  await server?.close();
});

type Respond = Parameters<typeof startScriptedServer>[0];

async function tapped(respond: Respond): Promise<WireTap> {
  server = await startScriptedServer(respond);
  tap = await startWireTap(server.url);
  return tap;
}

const post = (url: string, signal?: AbortSignal) =>
  fetch(`${url}/generate?a=1`, { method: "POST", body: "asked", ...(signal && { signal }) });

describe("the tap between Turntree and an engine", () => {
  it("passes on what comes, both ways, and keeps it", async () => {
    const { url, exchanges } = await tapped((_, response) => answerEvents(response, [{ a: 1 }, { b: "é" }]));
    const text = await (await post(url)).text();
    expect(text).toBe('data: {"a":1}\n\ndata: {"b":"é"}\n\ndata: [DONE]\n\n');
    expect(exchanges).toMatchObject([
      { method: "POST", path: "/generate?a=1", body: "asked", status: 200, reply: text, end: "whole" },
    ]);
    expect(server?.received[0]).toMatchObject({ path: "/generate?a=1", body: "asked" });
  });

  it("breaks off where the engine does, and says so", async () => {
    const { url, exchanges } = await tapped((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: {}\n\n", () => response.destroy());
    });
    await expect(post(url).then((response) => response.text())).rejects.toThrow();
    expect(exchanges).toMatchObject([{ reply: "data: {}\n\n", end: "broken" }]);
  });

  it("leaves the engine when the client leaves", async () => {
    const leaving = new AbortController();
    let hasLeft = () => {};
    const left = new Promise<void>((resolve) => {
      hasLeft = resolve;
    });
    const { url, exchanges } = await tapped((_, response) => {
      response.on("close", () => hasLeft());
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: {}\n\n");
    });
    await post(url, leaving.signal);
    leaving.abort();
    await left;
    expect(exchanges).toMatchObject([{ end: "left" }]);
  });

  it("answers nothing where no engine is", async () => {
    tap = await startWireTap("http://127.0.0.1:1");
    await expect(post(tap.url)).rejects.toThrow();
    expect(tap.exchanges).toMatchObject([{ status: null, end: "broken" }]);
  });
});
