import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const TOKEN = "the-admin's-token";

/** An engine that counts who asks it. */
let asked = 0;
const engine = createServer((_, response) => {
  asked += 1;
  response.setHeader("content-type", "application/json").end("{}");
});

let server: RecorderServer;
beforeAll(async () => {
  await new Promise<void>((listening) => engine.listen(0, "127.0.0.1", listening));
  const address = engine.address();
  if (address === null || typeof address === "string") throw new Error("The engine has no port.");
  const url = `http://127.0.0.1:${address.port}`;
  server = await serveRecorder({ TURNTREE_API_TOKEN: TOKEN, TURNTREE_ENGINE_URL: url });
});
afterAll(async () => {
  await server.close();
  await new Promise((closed) => engine.close(closed));
});

async function health(headers: Readonly<Record<string, string>>) {
  const response = await fetch(`${server.url}/healthz`, { headers });
  return { status: response.status, body: await response.json() };
}

describe("readiness", () => {
  it("is told to everybody, without a word of the engine or to it", async () => {
    const key = server.runtime.keys.sessionKey("a") ?? "";
    for (const token of ["", "wrong", key])
      expect(await health({ authorization: `Bearer ${token}` })).toEqual({
        status: 200,
        body: { status: "ok" },
      });
    expect(asked).toBe(0);
  });

  it("holds the engine's own word for who has a token", async () => {
    expect((await health({ authorization: `Bearer ${TOKEN}` })).body).toMatchObject({
      status: "ok",
      durability: "reply",
      engine: { name: server.runtime.engine.name },
    });
    expect(asked).toBeGreaterThan(0);
  });
});
