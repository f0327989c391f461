import { describe, expect, it, vi } from "vitest";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder({ TURNTREE_MODEL: "Qwen/Qwen3-8B" });

const ANTHROPIC = { "anthropic-version": "2023-06-01" };

async function send(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const response = await fetch(`${simulated.server.url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

const hello = (more: object = {}) =>
  JSON.stringify({ model: "m", max_tokens: 50, messages: [{ role: "user", content: "Hello" }], ...more });

describe.each(["", "/s/paths"])("below the base URL %j", (base) => {
  it.each([
    ["POST", "/v1/messages/batches", {}],
    ["GET", "/v1/messages/msg_1", {}],
    ["GET", "/v1/files", ANTHROPIC],
  ])("%s %s is not found in Anthropic's shape", async (method, path, headers) => {
    const { status, body } = await send(method, `${base}${path}`, headers);
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: "error", error: { type: "not_found_error" } });
  });

  it.each([
    ["GET", "/v1/chat/completions/chatcmpl-1"],
    ["POST", "/v1/responses/resp_1/cancel"],
    ["POST", "/v1/embeddings"],
  ])("%s %s is not found in OpenAI's shape", async (method, path) => {
    const { status, body } = await send(method, `${base}${path}`);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { type: "not_found_error", param: null } });
  });

  it.each([
    ["GET", "/v1/messages", "POST", "invalid_request_error"],
    ["PUT", "/v1/responses/input_tokens", "POST", "invalid_request_error"],
    ["POST", "/v1/models", "GET, HEAD", "invalid_request_error"],
  ])("%s %s names the methods that the path takes", async (method, path, allow, type) => {
    const { status, headers, body } = await send(method, `${base}${path}`);
    expect([status, headers.get("allow")]).toEqual([405, allow]);
    expect(body.error.type).toBe(type);
  });

  it("the served model is found by its name, and any other name is told which there is", async () => {
    const { body } = await send("GET", `${base}/v1/models/Qwen%2FQwen3-8B`);
    expect(body).toMatchObject({ id: "Qwen/Qwen3-8B", object: "model", type: "model" });
    expect(body.max_model_len).toBeGreaterThan(0);
    const other = await send("GET", `${base}/v1/models/gpt-9`);
    expect(other.status).toBe(404);
    expect(other.body.error).toMatchObject({ code: "model_not_found" });
    expect(other.body.error.message).toContain("Qwen/Qwen3-8B");
    const anthropic = await send("GET", `${base}/v1/models/claude`, ANTHROPIC);
    expect(anthropic.body).toMatchObject({
      type: "error",
      error: { details: { error_code: "model_not_found" } },
    });
  });
});

describe("the id of a request", () => {
  it.each([
    ["a whole reply", "POST", "/s/ids/v1/messages", hello(), 200],
    ["a stream", "POST", "/s/ids/v1/messages", hello({ stream: true }), 200],
    ["a list of models", "GET", "/v1/models", undefined, 200],
    ["a refused body", "POST", "/s/ids/v1/chat/completions", "{", 400],
    ["an unknown path", "GET", "/v1/nothing", undefined, 404],
  ])("stands in the headers of %s, under both names", async (_, method, path, body, status) => {
    const response = await fetch(`${simulated.server.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    await response.text();
    const id = response.headers.get("request-id");
    expect(response.status).toBe(status);
    expect(id).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get("x-request-id")).toBe(id);
  });

  it("is the call's own: its turn and the log of its failure name it", async () => {
    const response = await send("POST", "/s/own-id/v1/messages", {}, hello());
    const id = response.headers.get("request-id") ?? "";
    expect(response.body.id).toBe(id.replace("req_", "msg_"));
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const failed = await send("POST", "/s/own-id/v1/messages", {}, "{");
    expect(warned.mock.calls.flat().join()).toContain(failed.headers.get("request-id"));
    warned.mockRestore();
  });
});
