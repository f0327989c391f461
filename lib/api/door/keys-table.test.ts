import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/lib/api/openapi/openapi-document";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import {
  askAs,
  everyRoute,
  PUBLIC_ROUTES,
  SENDERS,
  type Sender,
  type WalkedRoute,
  type WalkKeys,
} from "@/test/recorder/walk-keys";

const ADMIN = "the-admin's-token";
const TRAINER = "the-trainer's-token";
const READER = "the-reader's-token";

const TITLES = { call: "Calls of the model", api: "The API", page: "Pages" } as const;

let engine: SimEngine;
let server: RecorderServer;
let walk: WalkKeys;
let routes: readonly WalkedRoute[];

async function manage(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}`).toBe(true);
  return response.json();
}

/** Opens a session, and gives its key. */
async function opened(id: string): Promise<string> {
  return z.object({ key: z.string() }).parse(await manage("POST", "/api/sessions", { id })).key;
}

beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  engine = await startSimEngine();
  server = await serveRecorder(
    {
      TURNTREE_ENGINE_URL: engine.url,
      TURNTREE_API_TOKEN: ADMIN,
      TURNTREE_TRAINER_TOKEN: TRAINER,
      TURNTREE_READ_TOKEN: READER,
    },
    0,
    true,
  );
  const session = await opened("own");
  const another = await opened("another");
  const dead = await opened("dead");
  await manage("POST", "/api/sessions/dead/finish", {});
  const keys: Record<Sender, string> = {
    "no key": "",
    "wrong key": "wrong",
    admin: ADMIN,
    trainer: TRAINER,
    reader: READER,
    session,
    "another's": another,
    dead,
  };
  walk = { keys, session: "own" };
  routes = await everyRoute();
});

afterAll(async () => {
  await server.close();
  await engine.close();
  vi.restoreAllMocks();
});

/** What a sender gets at a route, as a cell of the table. */
async function cellOf(route: WalkedRoute, sender: Sender): Promise<string> {
  const response = await askAs(server, walk, route, sender);
  const { status } = response;
  const body = await response.text();
  expect(status, `${route.method} ${route.path} as ${sender}: ${body}`).toBeLessThan(500);
  if (status === 401 || status === 403) {
    if (body.startsWith("<!doctype")) return "login";
    return String(status);
  }
  return "yes";
}

async function table(kind: WalkedRoute["kind"]): Promise<readonly string[]> {
  const rows = [`| route | ${SENDERS.join(" | ")} |`, `|---|${SENDERS.map(() => "---|").join("")}`];
  for (const route of routes.filter((one) => one.kind === kind)) {
    const cells: string[] = [];
    for (const sender of SENDERS) cells.push(await cellOf(route, sender));
    rows.push(`| \`${route.method} ${route.path}\` | ${cells.join(" | ")} |`);
  }
  return rows;
}

/** The lines of the table under a heading of docs/keys.md. */
function documented(title: string): readonly string[] {
  const [, section = ""] = readFileSync("docs/keys.md", "utf8").split(`### ${title}\n`);
  return (section.split("\n#")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
}

describe("the table of routes and keys in docs/keys.md", () => {
  it.each(["call", "api", "page"] as const)("says of every %s what each key gets there", async (kind) => {
    const rows = await table(kind);
    expect(documented(TITLES[kind]), `The rows are:\n${rows.join("\n")}\n`).toEqual(rows);
  });

  it("has a row for each call of the contract", () => {
    const rows = new Set(routes.map(({ method, path }) => `${method.toLowerCase()} ${path}`));
    for (const { method, path } of OPERATIONS) expect(rows).toContain(`${method} ${path}`);
  });

  it("lets nobody without a key through but where that is meant", async () => {
    for (const route of routes) {
      const isPublic = PUBLIC_ROUTES.includes(route.path) || /^\/(_next|icon)/.test(route.path);
      for (const sender of ["no key", "wrong key", "dead"] as const) {
        const cell = await cellOf(route, sender);
        expect(cell === "yes", `${route.method} ${route.path} as ${sender}`).toBe(isPublic);
      }
    }
  });
});

describe("methods that a route does not have", () => {
  it("do nothing, whoever asks", async () => {
    const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    for (const path of new Set(routes.map((route) => route.path))) {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        if (known.has(`${method} ${path}`)) continue;
        const kind = routes.find((route) => route.path === path)?.kind ?? "api";
        for (const sender of SENDERS) {
          const { status } = await askAs(server, walk, { method, path, kind }, sender);
          expect([401, 403, 404, 405], `${method} ${path} as ${sender}`).toContain(status);
        }
      }
    }
  });
});

describe("keys that are malformed", () => {
  it("open nothing, wherever they stand", async () => {
    const { session } = walk.keys;
    const cut = session.slice(0, -1);
    const texts = [
      cut,
      session.toUpperCase(),
      `s.own.${"A".repeat(43)}`,
      "s..",
      "s.own.",
      "%00",
      "null",
      "' or 1=1",
    ];
    const limited = new Set([401, 429]);
    for (const text of texts) {
      for (const [name, value] of [
        ["authorization", `Bearer ${text}`],
        ["x-api-key", text],
        ["x-turntree-token", text],
      ] as const) {
        const response = await fetch(`${server.url}/v1/models`, { headers: new Headers([[name, value]]) });
        expect(limited).toContain(response.status);
      }
      const inPath = await fetch(`${server.url}/k/${encodeURIComponent(text)}/v1/models`);
      expect(limited).toContain(inPath.status);
    }
    // Whoever works at the address of all this is not held up.
    for (const sender of ["admin", "session"] as const)
      expect(await cellOf({ method: "GET", path: "/v1/models", kind: "call" }, sender)).toBe("yes");
  });
});
