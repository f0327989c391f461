import { afterEach, describe, expect, it } from "vitest";
import { startScoringServer } from "@/test/engine/scoring-server";
import type { ScriptedServer } from "@/test/engine/scripted-server";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

let engine: ScriptedServer | null = null;
let server: RecorderServer | null = null;

afterEach(async () => {
  await server?.close();
  await engine?.close();
});

/** A recorder with an engine whose scores are off by so many nats, after so many calls. */
async function recorderAfter(calls: number, off: number, share: string): Promise<RecorderServer> {
  engine = await startScoringServer(off);
  server = await serveRecorder({
    TURNTREE_ENGINE: "sglang",
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_SENTINEL: share,
  });
  for (let call = 0; call < calls; call++) {
    const response = await fetch(`${server.url}/s/watched/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({
        ...{ model: "m", temperature: 1, stream: call % 2 === 0 },
        messages: [{ role: "user", content: `Question ${call}` }],
      }),
    });
    await response.text();
    expect(response.status).toBe(200);
  }
  return server;
}

/** What the health says of the engine once so many turns were scored again. */
async function sentinelAfter({ url, runtime }: RecorderServer, turns: number) {
  await expect.poll(() => runtime.recorder.sentinel()?.turns).toBe(turns);
  return (await (await fetch(`${url}/healthz`)).json()).engine.sentinel;
}

describe("turns that are scored again while recording", () => {
  it("are those that were recorded, streamed or whole, and agree with the engine", async () => {
    const sentinel = await sentinelAfter(await recorderAfter(4, 0, "1"), 4);
    expect(sentinel).toMatchObject({ turns: 4, drift: null, differences: { median: 0, largest: 0 } });
  });

  it("name an engine that scores with other weights, by its address", async () => {
    const { drift } = await sentinelAfter(await recorderAfter(3, 1.5, "1"), 3);
    expect(drift).toContain(`The engine at ${engine?.url} scores nothing like what was recorded`);
  });

  it("are none unless a share is set", async () => {
    const { url } = await recorderAfter(2, 0, "0");
    expect((await (await fetch(`${url}/healthz`)).json()).engine.sentinel).toBeNull();
    const scored = engine?.received.filter(({ body }) => body.includes('"max_new_tokens":0'));
    expect(scored).toEqual([]);
  });
});
