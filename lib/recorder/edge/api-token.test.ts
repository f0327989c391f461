import { describe, expect, it } from "vitest";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const TOKEN = "let-me-in";

const simulated = simulatedRecorder({ TURNTREE_API_TOKEN: TOKEN });

async function call(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${simulated.server.url}${path}/v1/chat/completions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ messages: [{ role: "user", content: "Hello." }] }),
  });
  await response.text();
  return { status: response.status, session: response.headers.get("x-turntree-session") };
}

async function open(headers: Record<string, string>) {
  const response = await fetch(`${simulated.server.url}/api/sessions`, {
    method: "POST",
    headers,
    body: '{"id":"guarded"}',
  });
  return { status: response.status, body: await response.json() };
}

describe("with an API token set", () => {
  it("a model call without it, or with another, is refused in the protocol's shape", async () => {
    expect((await call("/s/a")).status).toBe(401);
    expect((await call("/t/wrong/s/a")).status).toBe(401);
    expect((await call("/s/a", { authorization: `Bearer ${TOKEN}` })).status).toBe(401);
  });

  it("a model call carries it in a header, or in the path before the session", async () => {
    expect((await call("/s/a", { "x-turntree-token": TOKEN })).status).toBe(200);
    expect(await call(`/t/${TOKEN}/s/b`)).toEqual({ status: 200, session: "b" });
    expect(await call(`/t/${TOKEN}`, { authorization: "Bearer c" })).toEqual({ status: 200, session: "c" });
  });

  it("the token itself never becomes a session", async () => {
    expect((await call(`/t/${TOKEN}`, { authorization: `Bearer ${TOKEN}` })).session).toBe("default");
  });

  it("management asks for it as bearer or cookie, and hands out URLs that carry it", async () => {
    expect((await open({})).status).toBe(401);
    const opened = await open({ authorization: `Bearer ${TOKEN}` });
    expect(opened.status).toBe(201);
    expect(opened.body.base_url).toBe(`${simulated.server.url}/t/${TOKEN}/s/guarded`);
    expect((await open({ cookie: `theme=dark; turntree_token=${TOKEN}` })).status).toBe(409);
    expect((await open({ cookie: "turntree_token=%zz" })).status).toBe(401);
  });

  it("health is everybody's", async () => {
    expect((await fetch(`${simulated.server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${simulated.server.url}/v1/models`)).status).toBe(401);
  });
});
