import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { turnForStore } from "@/test/store/turn-for-store";

const KEYS = {
  TURNTREE_API_TOKEN: "the-admin's-token",
  TURNTREE_TRAINER_TOKEN: "the-trainer's-token",
  TURNTREE_READ_TOKEN: "the-reader's-token",
};

let server: RecorderServer;

beforeAll(async () => {
  server = await serveRecorder({ ...KEYS, TURNTREE_PUBLIC_URL: "https://runs.example" }, 0, true);
  await post("/api/sessions", { id: "talk" });
  await server.runtime.store.appendTurn("talk", turnForStore([1, 2, 3], [4, 5, 6]));
});
afterAll(() => server.close());

function post(path: string, body: object, key = KEYS.TURNTREE_TRAINER_TOKEN) {
  return fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
}

const POINT = { session: "talk", sentence: "Here it is lost." };

async function pageOf(point: object): Promise<string> {
  const response = await post("/api/view", { ...POINT, ...point });
  expect(response.status).toBe(200);
  return z.object({ page: z.string() }).parse(await response.json()).page;
}

describe("pointing at a place", () => {
  it("answers the page that shows it: the session, the turn's message, the tokens in their sample", async () => {
    expect(await pageOf({})).toBe("https://runs.example/sessions/talk");
    expect(await pageOf({ turn: 1 })).toMatch(/talk\?node=[^&]+$/);
    expect(await pageOf({ message: 0, policy: "slime" })).toMatch(/talk\?policy=slime&node=[^&]+$/);
    expect(await pageOf({ turn: 1, from: 4, to: 6 })).toMatch(/\?node=[^&]+&sample=1&tok=4-5$/);
    expect(await pageOf({ turn: 1, from: 4 })).toMatch(/&tok=4-4$/);
  });

  it("tells every page that listens, and whoever asks later from where it was", async () => {
    const since = await server.runtime.store.lastRevision();
    await pageOf({ turn: 1, from: 3, to: 5 });
    const leaving = new AbortController();
    const events = await fetch(`${server.url}/api/events?after=${since}`, {
      headers: { authorization: `Bearer ${KEYS.TURNTREE_READ_TOKEN}` },
      signal: leaving.signal,
    });
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    while (!heard.includes("event: change")) heard += (await reader?.read())?.value ?? "";
    leaving.abort();
    const shown = JSON.parse(/^data: (.*"shown".*)$/m.exec(heard)?.[1] ?? "null");
    expect(shown).toMatchObject({
      session: "talk",
      kind: "shown",
      shown: {
        page: expect.stringMatching(/^\/sessions\/talk\?node=/),
        sentence: POINT.sentence,
        by: "trainer",
      },
    });
  });

  it("stands in the audit log, and wants a key that may change sessions", async () => {
    expect((await post("/api/view", POINT, KEYS.TURNTREE_READ_TOKEN)).status).toBe(403);
    await server.runtime.store.caughtUp();
    expect(await server.runtime.store.changes.list({ limit: 2, target: "/api/view" })).toMatchObject([
      { holder: "reader", status: 403 },
      { holder: "trainer", status: 200 },
    ]);
  });

  it.each([
    ["session", 404, { session: "nobody" }, "There is no session"],
    ["turn", 404, { turn: 9 }, "no turn 9"],
    ["message", 404, { message: 99 }, "no message 99"],
    ["tokens past the end", 404, { turn: 1, from: 4, to: 7 }, "it has 6"],
    ["tokens of none", 404, { turn: 1, from: 4, to: 4 }, "no tokens 4 to 4"],
    ["sentence", 400, { sentence: " " }, "sentence"],
    ["long sentence", 400, { sentence: "a".repeat(501) }, "sentence"],
    ["policy", 400, { policy: "nobody's" }, "policy"],
  ])("refuses in words: %s", async (_, status, point, words) => {
    const response = await post("/api/view", { ...POINT, ...point });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(words);
  });
});
