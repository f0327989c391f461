import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { KeyGate } from "@/lib/recorder/keys/key-gate";
import { KeyRing, openKeyRing } from "@/lib/recorder/keys/key-ring";
import { readSettings } from "@/lib/settings/settings";
import { createDoor } from "./door";

type Env = Readonly<Record<string, string>>;

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

let server: Server;
let port: number;
/** What stands behind the door has seen so many requests. */
let seen: number;

async function open(env: Env = {}): Promise<void> {
  const settings = readSettings(env);
  const door = createDoor(settings, new KeyGate(new KeyRing(settings, "")));
  seen = 0;
  server = createServer((incoming, outgoing) => {
    if (!door(incoming, outgoing)) return;
    seen += 1;
    outgoing.end(String(incoming.headers["content-security-policy"] ?? ""));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  port = address.port;
}

async function ask(method: string, path: string, headers: Env = {}): Promise<Answer> {
  const call = request({ port, host: "127.0.0.1", method, path, agent: false, headers });
  call.end();
  const [incoming] = await once(call, "response");
  return { status: incoming.statusCode, headers: incoming.headers, body: await text(incoming) };
}

const shut = () => new Promise((closed) => server.close(closed));

/** Every address that a file of the router serves, with something in place of each parameter. */
function addresses(): readonly string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)(route|page)\.tsx?$/.test(file))
    .map((file) => `/${file}`.replace(/\/(route|page)\.tsx?$/, "").replace(/\/\[+[^\]]*\]+/g, "/x") || "/");
}

describe("the door of a server on loopback", () => {
  beforeAll(() => open());
  afterAll(shut);

  it("knows the addresses that it guards", () => {
    expect(addresses()).toEqual(
      expect.arrayContaining(["/", "/api/sessions/x/finish", "/s/x/x", "/healthz"]),
    );
  });

  it.each(addresses())("lets no foreign host and no foreign page through to %s", async (path) => {
    const before = seen;
    for (const method of ["GET", "POST", "DELETE"]) {
      const hosts = [
        "evil.example",
        `evil.example:${port}`,
        "127.0.0.1:1",
        "localhost",
        `127.0.0.1:${port}@evil.example`,
      ];
      for (const host of hosts) expect((await ask(method, path, { host })).status, host).toBe(403);
      const origins = ["https://evil.example", "null", "http://127.0.0.1:1", `http://evil.example:${port}`];
      for (const origin of origins) expect((await ask(method, path, { origin })).status, origin).toBe(403);
      for (const site of ["cross-site", "same-site"])
        expect((await ask(method, path, { "sec-fetch-site": site })).status, site).toBe(403);
    }
    expect(seen).toBe(before);
  });

  it.each(addresses())("says at %s what the answer is, and that no page may frame it", async (path) => {
    for (const host of [`127.0.0.1:${port}`, "evil.example"]) {
      expect((await ask("GET", path, { host })).headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "content-security-policy": expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
      });
    }
  });

  it("answers under each of its own names, and to what is no browser", async () => {
    for (const name of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
      expect((await ask("POST", "/v1/messages", { host: `${name}:${port}` })).status).toBe(200);
  });

  it("lets its own pages send, as their browser says that they are", async () => {
    const origin = `http://127.0.0.1:${port}`;
    expect((await ask("POST", "/api/sessions", { origin, "sec-fetch-site": "same-origin" })).status).toBe(
      200,
    );
    expect((await ask("GET", "/api/sessions", { "sec-fetch-site": "none" })).status).toBe(200);
  });

  it("lets a link of another site lead to a page, and to nothing else", async () => {
    const visit = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    expect((await ask("GET", "/sessions/a", visit)).status).toBe(200);
    expect((await ask("GET", "/sessions/a", { ...visit, "sec-fetch-dest": "iframe" })).status).toBe(403);
    expect((await ask("GET", "/api/samples/summary", visit)).status).toBe(403);
    expect((await ask("POST", "/sessions/a", visit)).status).toBe(403);
  });

  it("gives each page a nonce of its own, which whoever renders it finds in the request", async () => {
    const nonces = new Set<string>();
    for (let page = 0; page < 3; page++) {
      const { headers, body } = await ask("GET", "/sessions", {
        "content-security-policy": "script-src 'nonce-evil'",
      });
      expect(headers["content-security-policy"]).toBe(body);
      nonces.add(/'nonce-([\w+/=]{24})'/.exec(body)?.[1] ?? "");
    }
    expect(nonces.size).toBe(3);
    expect((await ask("GET", "/api/sessions", { "content-security-policy": "x" })).body).toBe("");
  });

  it("refuses an address that cannot be decoded, in the shape of what is called", async () => {
    const message = "The address holds a % that encodes nothing.";
    expect(await ask("POST", "/s/%E0%A4%A/v1/messages")).toMatchObject({
      status: 400,
      body: JSON.stringify({ type: "error", error: { type: "invalid_request_error", message } }),
    });
    expect(await ask("POST", "/s/%zz/v1/chat/completions")).toMatchObject({
      status: 400,
      body: JSON.stringify({ error: { message, type: "invalid_request_error", param: null, code: null } }),
    });
    expect(await ask("GET", "/api/sessions/%zz")).toMatchObject({
      status: 400,
      body: JSON.stringify({ error: { message, type: "invalid_request" } }),
    });
    expect(await ask("GET", "/sessions/%zz")).toMatchObject({ status: 400, body: `${message}\n` });
  });

  it("alone says where a request comes from", async () => {
    await shut();
    const door = createDoor(readSettings({}), new KeyGate(openKeyRing()));
    server = createServer((incoming, outgoing) => {
      if (door(incoming, outgoing)) outgoing.end(incoming.headers["x-turntree-address"]);
    }).listen(port, "127.0.0.1");
    await once(server, "listening");
    expect((await ask("GET", "/", { "x-turntree-address": "6.6.6.6" })).body).toBe("127.0.0.1");
  });

  it("keeps from Next what it would fail on of where a browser says that it is", async () => {
    await shut();
    const door = createDoor(readSettings({}), new KeyGate(openKeyRing()));
    server = createServer((incoming, outgoing) => {
      if (door(incoming, outgoing)) outgoing.end(String(incoming.headers["next-router-state-tree"]));
    }).listen(port, "127.0.0.1");
    await once(server, "listening");
    const state = encodeURIComponent('["",{}]');
    expect((await ask("GET", "/", { rsc: "1", "next-router-state-tree": state })).body).toBe(state);
    expect((await ask("GET", "/", { rsc: "1", "next-router-state-tree": "%zz" })).body).toBe("undefined");
  });

  it("refuses methods that no address has", async () => {
    expect((await ask("TRACE", "/sessions")).status).toBe(405);
    expect((await ask("PROPFIND", "/api/sessions")).status).toBe(405);
    const call = await ask("PROPFIND", "/s/a/v1/messages");
    expect([call.status, call.headers.allow]).toEqual([405, "POST"]);
    expect(call.headers["request-id"]).toMatch(/^req_/);
  });
});

describe("the door of a server that is told more names", () => {
  afterEach(shut);

  it("answers to them, with the port where one is named", async () => {
    await open({ TURNTREE_ALLOWED_HOSTS: "Runs.example, other.example:8443" });
    for (const host of ["runs.example", "runs.example:99", "other.example:8443"])
      expect((await ask("GET", "/api/sessions", { host })).status, host).toBe(200);
    for (const host of ["other.example", "evil.runs.example"])
      expect((await ask("GET", "/api/sessions", { host })).status, host).toBe(403);
  });

  it("lets the pages of the origins that it is told send, and those of the host that a proxy passes on", async () => {
    await open({ TURNTREE_ALLOWED_ORIGINS: "https://runs.example", TURNTREE_ALLOWED_HOSTS: "proxy.example" });
    const site = { "sec-fetch-site": "cross-site" };
    expect((await ask("POST", "/api/sessions", { origin: "https://runs.example", ...site })).status).toBe(
      200,
    );
    const proxied = {
      host: "proxy.example",
      origin: "https://proxy.example",
      "sec-fetch-site": "same-origin",
    };
    expect((await ask("POST", "/api/sessions", proxied)).status).toBe(200);
    expect((await ask("POST", "/api/sessions", { origin: "https://proxy.example" })).status).toBe(403);
  });

  it("bound to the network answers to any name unless names are set, and to no foreign page", async () => {
    await open({ HOST: "0.0.0.0", TURNTREE_API_TOKEN: "the admin's token" });
    expect((await ask("GET", "/api/sessions", { host: "any.example" })).status).toBe(200);
    expect((await ask("POST", "/api/sessions", { origin: "https://evil.example" })).status).toBe(403);
    await shut();
    await open({
      HOST: "0.0.0.0",
      TURNTREE_API_TOKEN: "the admin's token",
      TURNTREE_ALLOWED_HOSTS: "runs.example",
    });
    expect((await ask("GET", "/api/sessions", { host: "any.example" })).status).toBe(403);
  });
});

describe("the door of a server with keys", () => {
  const ADMIN = "the admin's token";
  const TRAINER = "the trainer's token";
  const READER = "the reader's token";
  beforeAll(() =>
    open({
      TURNTREE_API_TOKEN: ADMIN,
      TURNTREE_TRAINER_TOKEN: TRAINER,
      TURNTREE_READ_TOKEN: READER,
    }),
  );
  afterAll(shut);

  const pages = addresses().filter(
    (path) => !/^\/(api|metrics|healthz|s|v1|k|t|login|logout)(\/|$)/.test(path),
  );

  it.each(pages)("answers %s with the login to whoever has no key for pages", async (path) => {
    const before = seen;
    for (const [headers, status] of [
      [{}, 401],
      [{ cookie: "turntree_token=wrong" }, 401],
      [{ authorization: `Bearer ${TRAINER}` }, 403],
      [{ rsc: "1", "next-router-state-tree": "%zz" }, 401],
    ] as const) {
      const { status: answered, body } = await ask("GET", path, headers);
      expect(answered).toBe(status);
      expect(body).toContain(`action="/login?to=${encodeURIComponent(path)}"`);
    }
    expect(seen).toBe(before);
    for (const token of [ADMIN, READER]) {
      const cookie = `turntree_token=${encodeURIComponent(token)}`;
      expect((await ask("GET", path, { cookie })).status).toBe(200);
    }
    expect(seen).toBe(before + 2);
  });

  it("shows the login in the theme that was chosen, and nothing of an address as HTML", async () => {
    const { body } = await ask("GET", '/sessions?q="><script>', { cookie: "turntree_theme=dark" });
    expect(body).toContain('data-theme="dark"');
    expect(body).not.toContain("<script");
    const refused = await ask("GET", "/login/refused?to=%2Fruns");
    expect(refused).toMatchObject({ status: 401, body: expect.stringContaining('role="alert"') });
    expect(refused.body).toContain('action="/login?to=%2Fruns"');
  });

  it("lets everybody load what pages are made of, and log in", async () => {
    for (const path of ["/_next/static/chunks/a.js", "/icon.svg"])
      expect((await ask("GET", path)).status).toBe(200);
    for (const path of [
      "/_next/image?url=x",
      "/_next/static/../../sessions",
      "/_next/static/%2e%2e/%2E%2e/sessions",
      "/_next/static/..%2f..%2fsessions",
      "/_next/static//../../sessions",
      "/_next/static/..%5c..%5csessions",
    ])
      expect((await ask("GET", path)).status, path).toBe(401);
    expect((await ask("POST", "/login")).status).toBe(200);
    expect((await ask("GET", "/login")).status).toBe(401);
  });

  it("takes nothing to a page, in which actions would be looked for", async () => {
    const cookie = `turntree_token=${encodeURIComponent(ADMIN)}`;
    for (const method of ["POST", "PUT", "OPTIONS", "TRACE"])
      expect((await ask(method, "/sessions", { cookie, "next-action": "a" })).status).toBe(405);
  });
});
