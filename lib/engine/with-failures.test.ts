import { describe, expect, it } from "vitest";
import { generateOnce } from "@/test/engine/generate-once";
import { startScriptedServer } from "@/test/engine/scripted-server";
import { createEngine } from "./create-engine";

const WHOLE = JSON.stringify({
  text: "a",
  output_ids: [64, 151645],
  meta_info: {
    finish_reason: { type: "stop", matched: 151645 },
    prompt_tokens: 9,
    output_token_logprobs: [
      [-0.5, 64, null],
      [-0.25, 151645, null],
    ],
  },
});

describe("an engine that fails its calls", () => {
  it("says so with its health until one comes through, though it says that it is well", async () => {
    let isBroken = true;
    const server = await startScriptedServer(({ path }, response) => {
      if (path !== "/generate") response.writeHead(200).end("{}");
      else if (isBroken) response.writeHead(500).end("out of memory");
      else response.writeHead(200, { "content-type": "application/json" }).end(WHOLE);
    });
    const engine = createEngine({ name: "sim", url: server.url, silenceMs: 60_000, key: null });
    const failures = async () => (await engine.health(AbortSignal.timeout(60_000))).failures ?? null;
    try {
      expect(await failures()).toBeNull();
      for (let call = 0; call < 2; call++)
        await expect(generateOnce(engine, { stream: false })).rejects.toThrow();
      expect(await failures()).toMatchObject({ calls: 2, last: expect.stringContaining("out of memory") });
      isBroken = false;
      await generateOnce(engine, { stream: false });
      expect(await failures()).toBeNull();
    } finally {
      await server.close();
    }
  });
});
