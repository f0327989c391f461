import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { generateOnce } from "@/test/engine/generate-once";
import { type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";
import { createEngine } from "./create-engine";
import { forwardCall } from "./forward-call";

let server: ScriptedServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function whole(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

const forward = (
  url: string,
  body: Uint8Array,
  headers: Record<string, string> = {},
  isWithheld: (value: string) => boolean = () => false,
) =>
  forwardCall({
    url,
    method: "POST",
    path: "/v1/chat/completions?beta=true",
    headers: new Headers(headers),
    isWithheld,
    body,
    signal: new AbortController().signal,
    silenceMs: 60_000,
  });

describe("forwarding a call", () => {
  it("sends the body's bytes and the client's headers as they came, and no others of the recorder's", async () => {
    server = await startScriptedServer((_, response) => response.end("{}"));
    const body = Buffer.from('{"spelled" :\t"oddly", "n": 1.0e0, "é": "\\u00e9"}');
    await forward(server.url, body, {
      authorization: "Bearer secret",
      "anthropic-version": "2023-06-01",
      "x-turntree-session": "s",
      connection: "keep-alive",
      "accept-encoding": "gzip, br",
    });
    const request = await server.arrival("/v1/chat/completions?beta=true");
    expect(request.body).toBe(body.toString());
    expect(request.headers).toMatchObject({
      authorization: "Bearer secret",
      "anthropic-version": "2023-06-01",
      "accept-encoding": "identity",
    });
    expect(request.headers).not.toHaveProperty("x-turntree-session");
  });

  it("tells no other server what the recorder's own visitors are let in by", async () => {
    server = await startScriptedServer((_, response) => response.end("{}"));
    await forward(
      server.url,
      Buffer.from("{}"),
      { cookie: "a=1; turntree_token=t0ken; b=2", authorization: "Bearer t0ken", "x-api-key": "own" },
      (value) => value.includes("t0ken"),
    );
    const { headers } = await server.arrival("/v1/chat/completions?beta=true");
    expect(headers).toMatchObject({ cookie: "a=1; b=2", "x-api-key": "own" });
    expect(headers).not.toHaveProperty("authorization");
  });

  it("returns status, headers and bytes untouched, ill-formed ones included", async () => {
    const odd = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x7d]);
    server = await startScriptedServer((_, response) => {
      response.writeHead(418, {
        "content-type": "text/odd",
        "x-request-id": "r1",
        "set-cookie": ["a=1", "b=2"],
      });
      response.write(odd.subarray(0, 3));
      response.end(odd.subarray(3));
    });
    const reply = await forward(server.url, Buffer.from("{}"));
    expect(reply.status).toBe(418);
    expect(reply.headers.get("x-request-id")).toBe("r1");
    expect(reply.headers.getSetCookie()).toEqual([]);
    expect(reply.headers.has("transfer-encoding")).toBe(false);
    expect(digest(await whole(reply.body()))).toBe(digest(odd));
  });

  it("takes a base URL that ends in /v1", async () => {
    server = await startScriptedServer((_, response) => response.end("{}"));
    await forward(`${server.url}/v1`, Buffer.from("{}"));
    expect(server.received[0]?.path).toBe("/v1/chat/completions?beta=true");
  });

  it("gives up when the server stays silent, and says so", async () => {
    server = await startScriptedServer(() => undefined);
    const call = forwardCall({
      url: server.url,
      method: "POST",
      path: "/v1/messages",
      headers: new Headers(),
      body: Buffer.from("{}"),
      signal: new AbortController().signal,
      silenceMs: 100,
    });
    await expect(call).rejects.toMatchObject({ kind: "silent" });
  });

  it("takes no token ids", async () => {
    const engine = createEngine({ name: "passthrough", url: "http://127.0.0.1:9", silenceMs: 1_000 });
    await expect(generateOnce(engine)).rejects.toMatchObject({ kind: "rejected" });
  });
});
