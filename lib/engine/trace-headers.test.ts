import { describe, expect, it } from "vitest";
import { generateRequest } from "@/test/engine/generate-once";
import { answerJson, startScriptedServer } from "@/test/engine/scripted-server";
import { createEngine } from "./create-engine";

const TRACE = { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" };

const GENERATES = /^\/(generate|completion|v1\/completions|inference\/v1\/generate)$/;

describe.each(["sglang", "vllm", "llamacpp"] as const)("a generation at %s", (name) => {
  it.each([
    ["with the trace context of its call", TRACE],
    ["without one where nobody traces", undefined],
  ])("is asked for %s", async (_, traceHeaders) => {
    const server = await startScriptedServer(({ path }, response) => {
      if (path === "/v1/models") answerJson(response, { data: [{ id: "m", max_model_len: 4096 }] });
      else answerJson(response, { error: "Not now." }, 500);
    });
    const engine = createEngine({ name, url: server.url, silenceMs: 60_000 });
    const request = { ...generateRequest(), ...(traceHeaders && { traceHeaders }) };
    await expect(engine.generate(request).next()).rejects.toThrow();
    const asked = server.received.find(({ path }) => GENERATES.test(path));
    expect(asked).toBeDefined();
    expect(asked?.headers.traceparent).toBe(traceHeaders?.traceparent);
    await server.close();
  });
});
