import { describe, expect, it } from "vitest";
import { generateOnce } from "@/test/engine/generate-once";
import { startScriptedServer } from "@/test/engine/scripted-server";
import { createEngine } from "./create-engine";

describe("an engine that asks for a key", () => {
  it.each(["sglang", "vllm", "llamacpp"] as const)("gets it with every request to %s", async (name) => {
    const server = await startScriptedServer((_, response) => {
      response.writeHead(401, { "content-type": "application/json" }).end('{"error":"Unauthorized"}');
    });
    const engine = createEngine({ name, url: server.url, key: "sesame", silenceMs: 60_000 });
    await expect(generateOnce(engine)).rejects.toMatchObject({ status: 401, message: "Unauthorized" });
    expect(await engine.health(AbortSignal.timeout(60_000))).toMatchObject({ ok: false });
    expect(server.received.length).toBeGreaterThan(1);
    for (const { headers } of server.received) expect(headers.authorization).toBe("Bearer sesame");
    await server.close();
  });
});
