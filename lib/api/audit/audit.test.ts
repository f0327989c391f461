import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const KEYS = {
  TURNTREE_API_TOKEN: "the-admin's-token",
  TURNTREE_TRAINER_TOKEN: "the-trainer's-token",
  TURNTREE_READ_TOKEN: "the-reader's-token",
};

let engine: SimEngine;
let server: RecorderServer;

afterEach(async () => {
  await server.close();
  await engine.close();
});

async function serve(env: Readonly<Record<string, string>> = {}): Promise<void> {
  engine = await startSimEngine();
  server = await serveRecorder({ TURNTREE_ENGINE_URL: engine.url, ...KEYS, ...env }, 0, true);
}

function ask(key: string | null, method: string, path: string, body: object | null = null, headers = {}) {
  return fetch(`${server.url}${path}`, {
    method,
    headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
}

const log = z.object({
  changes: z.array(
    z.looseObject({
      number: z.number(),
      holder: z.string(),
      person: z.string().nullable(),
      target: z.string(),
    }),
  ),
  next: z.number().nullable(),
});

async function readLog(query = "") {
  const response = await ask(KEYS.TURNTREE_API_TOKEN, "GET", `/api/audit${query}`);
  const text = await response.text();
  return { text, ...log.parse(JSON.parse(text)) };
}

it("tells who asked for which change, what was refused too, and no key, header or body", async () => {
  await serve();
  await ask(KEYS.TURNTREE_TRAINER_TOKEN, "POST", "/api/sessions", {
    id: "own",
    metadata: { note: "not to be told" },
  });
  await ask(KEYS.TURNTREE_API_TOKEN, "PATCH", "/api/sessions/own", { labels: { a: "b" } });
  await ask(KEYS.TURNTREE_READ_TOKEN, "POST", "/api/sessions/own/finish", {});
  await ask("a-wrong-key-of-nobody", "DELETE", "/api/sessions/own");
  await ask(KEYS.TURNTREE_READ_TOKEN, "GET", "/api/sessions/own");
  const { changes, text } = await readLog();
  expect(changes).toMatchObject([
    { holder: "reader", action: "POST", target: "/api/sessions/own/finish", status: 403 },
    { holder: "admin", action: "PATCH", target: "/api/sessions/own", status: 200, address: "127.0.0.1" },
    { holder: "trainer", action: "POST", target: "/api/sessions/own", status: 201 },
  ]);
  for (const secret of [...Object.values(KEYS), "not to be told", "a-wrong-key"])
    expect(text).not.toContain(secret);
  const first = await readLog("?limit=2&target=own");
  expect(first.changes).toHaveLength(2);
  expect((await readLog(`?before=${first.next}`)).changes).toMatchObject([{ status: 201 }]);
  expect((await ask(KEYS.TURNTREE_TRAINER_TOKEN, "GET", "/api/audit")).status).toBe(403);
  expect((await ask(KEYS.TURNTREE_API_TOKEN, "GET", "/api/audit?limit=none")).status).toBe(400);
});

it("tells what stood before and after of rewards, labels and policies, and not of metadata", async () => {
  await serve();
  const { TURNTREE_TRAINER_TOKEN: trainer } = KEYS;
  await ask(trainer, "POST", "/api/sessions", { id: "own", labels: { step: "61" }, policy: "strict" });
  await ask(trainer, "POST", "/api/sessions/own/finish", { reward: 0, metadata: { note: "not to be told" } });
  await ask(trainer, "PATCH", "/api/sessions/own", { reward: 1, labels: { step: "62", team: "a" } });
  await ask(trainer, "POST", "/api/sessions/own/annotations", {
    producer: "judge",
    kind: "reward",
    value: 0.5,
  });
  await ask(trainer, "PATCH", "/api/sessions/own", { reward: "none" });
  const { changes, text } = await readLog();
  expect(changes.map(({ fields }) => fields)).toEqual([
    [],
    [{ field: "reward", before: 1, after: 0.5 }],
    [
      { field: "reward", before: 0, after: 1 },
      { field: "labels.step", before: "61", after: "62" },
      { field: "labels.team", before: null, after: "a" },
    ],
    [
      { field: "status", before: "open", after: "finished" },
      { field: "finished_policy", before: null, after: "strict" },
      { field: "reward", before: null, after: 0 },
    ],
    [
      { field: "status", before: null, after: "open" },
      { field: "policy", before: null, after: { name: "strict" } },
      { field: "labels.step", before: null, after: "61" },
    ],
  ]);
  expect(text).not.toContain("not to be told");
});

it("lets in as a reader whom a trusted proxy names, and no more than that", async () => {
  await serve({ TURNTREE_READER_HEADER: "X-Forwarded-User" });
  const ada = { "x-forwarded-user": "ada@example" };
  expect((await ask(null, "GET", "/api/sessions", null, ada)).status).toBe(200);
  expect((await ask(null, "POST", "/api/sessions", {}, ada)).status).toBe(403);
  expect((await ask("a-wrong-key-of-nobody", "GET", "/api/sessions", null, ada)).status).toBe(401);
  // The name that the door writes is no caller's to write.
  expect((await ask(null, "GET", "/api/sessions", null, { "x-turntree-person": "eve" })).status).toBe(401);
  await ask(KEYS.TURNTREE_API_TOKEN, "POST", "/api/sessions", { id: "hers" }, ada);
  expect((await readLog("?target=hers")).changes).toMatchObject([{ holder: "admin", person: "ada@example" }]);
});

it("believes no proxy that is not named, and no header that is not set", async () => {
  await serve({ TURNTREE_READER_HEADER: "x-forwarded-user", TURNTREE_TRUSTED_PROXIES: "192.0.2.7" });
  expect((await ask(null, "GET", "/api/sessions", null, { "x-forwarded-user": "eve" })).status).toBe(401);
});

it("hands out the public address, and answers to its host and its pages", async () => {
  await serve({ TURNTREE_PUBLIC_URL: "https://runs.example/" });
  const opened = await ask(
    KEYS.TURNTREE_API_TOKEN,
    "POST",
    "/api/sessions",
    { id: "far" },
    {
      "x-forwarded-host": "elsewhere.example",
      origin: "https://runs.example",
    },
  );
  const { base_url: base } = z.object({ base_url: z.string() }).parse(await opened.json());
  expect(base).toMatch(/^https:\/\/runs\.example\/k\/s\.far\./);
});
