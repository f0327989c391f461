import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/lib/api/openapi/openapi-document";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const ADMIN = "the-admin's-token";
/** What stands in the sibling's session and nowhere else. */
const SECRET = "the sibling's plan is quetzalcoatl";

let engine: SimEngine;
let server: RecorderServer;
let baseUrl: string;
let key: string;
let siblingsAnswer: string;

const opening = z.object({ key: z.string(), base_url: z.string() });

async function opened(id: string): Promise<z.infer<typeof opening>> {
  const response = await fetch(`${server.url}/api/sessions`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN}` },
    body: JSON.stringify({ id, group_index: 1, metadata: { note: SECRET } }),
  });
  return opening.parse(await response.json());
}

beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  engine = await startSimEngine();
  server = await serveRecorder({ TURNTREE_ENGINE_URL: engine.url, TURNTREE_API_TOKEN: ADMIN }, 0, true);
  ({ base_url: baseUrl, key } = await opened("mine"));
  const sibling = await opened("sibling");
  const said = await fetch(`${sibling.base_url}/v1/responses`, {
    method: "POST",
    body: JSON.stringify({ input: SECRET }),
  });
  siblingsAnswer = z.object({ id: z.string() }).parse(await said.json()).id;
});

afterAll(async () => {
  await server.close();
  await engine.close();
  vi.restoreAllMocks();
});

/** Everything that an agent's sandbox may try: the address that it was given, and every other with its key. */
interface Try {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function sent({ method, url, headers }: Try, body: object) {
  const response = await fetch(url, {
    method,
    headers,
    redirect: "manual",
    ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
  });
  const said = `${await response.text()} ${JSON.stringify([...response.headers])}`;
  // No answer holds a word of the sibling, the admin's token, or how to make keys.
  for (const secret of [SECRET, ADMIN, "quetzalcoatl", siblingsAnswer])
    expect(said, `${method} ${url}`).not.toContain(secret);
  return { status: response.status, said };
}

const BODY = { max_tokens: 20, messages: [{ role: "user", content: "Hello." }], input: "Hello." };

/** The ways to carry the key where an address does not hold it. */
function carried(): readonly Readonly<Record<string, string>>[] {
  return [
    { authorization: `Bearer ${key}` },
    { "x-api-key": key },
    { "x-turntree-token": key },
    { cookie: `turntree_token=${encodeURIComponent(key)}` },
  ];
}

describe("a sandbox with a session's key", () => {
  it("calls the model in its own session, over every path of the contract", async () => {
    const model = encodeURIComponent(server.runtime.settings.model);
    const calls = OPERATIONS.filter((one) => one.path.startsWith("/k/{key}/"));
    let response = "";
    // What reads an answer comes after what gives one.
    for (const { method, path } of calls.toSorted((a, b) => b.method.localeCompare(a.method))) {
      const filled = path.replace("/k/{key}", "").replace("{model}", model).replace("{response}", response);
      const url = `${baseUrl}${filled}`;
      const { status, said } = await sent({ method: method.toUpperCase(), url, headers: {} }, BODY);
      response = /"id":"(resp_\w+)"/.exec(said)?.[1] ?? response;
      expect(status, `${method} ${path} ${said}`).toBe(200);
    }
    const { turns } = await server.runtime.store.readRecording("mine");
    expect(turns.length).toBeGreaterThan(3);
  });

  it("gets nothing else of all that the contract has", async () => {
    const rest = OPERATIONS.filter(({ path }) => !path.startsWith("/k/") && path !== "/healthz");
    for (const { method, path } of rest) {
      for (const id of ["mine", "sibling"]) {
        const address = path
          .replaceAll(/\{(id|session)\}/g, id)
          .replaceAll("{index}", "1")
          .replaceAll(/\{\w+\}/g, "0");
        const isOwnCall = path.startsWith("/v1/") || (path.startsWith("/s/") && id === "mine");
        if (isOwnCall) continue;
        for (const headers of [{}, ...carried()]) {
          const attempt = { method: method.toUpperCase(), url: server.url + address, headers };
          const { status } = await sent(attempt, BODY);
          expect([401, 403], `${method} ${address} ${JSON.stringify(headers)}`).toContain(status);
        }
      }
    }
    expect((await server.runtime.store.findSession("mine"))?.status).toBe("open");
    expect((await server.runtime.store.findSession("sibling"))?.counters.turns).toBe(1);
  });

  it("is held to its own session, whatever it names", async () => {
    const url = `${baseUrl}/v1/chat/completions`;
    const named = { "x-turntree-session": "sibling" };
    expect((await sent({ method: "POST", url, headers: named }, BODY)).status).toBe(403);
    for (const name of ["x-claude-code-session-id", "session-id", "x-session-id"])
      expect((await sent({ method: "POST", url, headers: { [name]: "sibling" } }, BODY)).status).toBe(200);
    expect((await sent({ method: "POST", url, headers: {} }, { ...BODY, user: "sibling" })).status).toBe(200);
    for (const path of [`${baseUrl}/s/sibling/v1/models`, `${baseUrl}/../../s/sibling/v1/models`])
      expect([401, 403]).toContain((await sent({ method: "GET", url: path, headers: {} }, BODY)).status);
    expect((await server.runtime.store.findSession("sibling"))?.counters.turns).toBe(1);
  });

  it("goes on from no answer of a sibling", async () => {
    const attempt = { method: "POST", url: `${baseUrl}/v1/responses`, headers: {} };
    const response = await fetch(attempt.url, {
      method: "POST",
      body: JSON.stringify({ input: "And?", previous_response_id: siblingsAnswer }),
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain(SECRET);
  });

  it("sees no page", async () => {
    for (const page of ["/", "/sessions", "/sessions/mine", "/sessions/sibling", "/runs", "/groups/1"])
      for (const headers of [{}, ...carried()])
        expect([401, 403]).toContain(
          (await sent({ method: "GET", url: server.url + page, headers }, {})).status,
        );
  });

  it("hears of its session's end, and is out", async () => {
    const admin = { authorization: `Bearer ${ADMIN}` };
    const path = "/api/sessions/mine/finish";
    expect((await fetch(`${server.url}${path}`, { method: "POST", headers: admin })).status).toBe(200);
    for (const { method, path: called } of OPERATIONS.filter((one) => one.path.startsWith("/k/{key}/"))) {
      const url = `${baseUrl}${called.replace("/k/{key}", "")}`;
      expect((await sent({ method: method.toUpperCase(), url, headers: {} }, BODY)).status).toBe(401);
    }
  });
});
