import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { OPERATIONS } from "@/lib/api/openapi/openapi-document";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { postedRoutes } from "@/test/hostile/good-bodies";
import { sendHostileBodies } from "@/test/hostile/send-hostile-bodies";
import { answerByApp } from "@/test/recorder/app-routes";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const TOKEN = "the-admin's-token";

/** `npm run bench -- hostile` sends as many as one likes. */
const BODIES = 2000;
const PARTS = 4;

let engine: SimEngine;
let server: RecorderServer;

beforeAll(async () => {
  engine = await startSimEngine();
  server = await serveRecorder({
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_API_TOKEN: TOKEN,
    TURNTREE_MAX_NEW_TOKENS: "8",
    TURNTREE_CONTEXT_TOKENS: "20000",
  });
});

afterAll(async () => {
  await server.close();
  await engine.close();
});

afterEach(() => vi.restoreAllMocks());

describe("bodies that no client would send", () => {
  it("go to every route that takes one", () => {
    const posted = OPERATIONS.filter(({ method }) => method === "post").map(({ path }) => path);
    const paths = new Set(postedRoutes([]).map(({ path }) => path));
    for (const path of posted) expect(paths).toContain(path);
  });

  it.each(Array.from({ length: PARTS }, (_, part) => part * (BODIES / PARTS)))(
    "from %i on are answered in the shape of what was called, and none ends in a failure",
    async (from) => {
      vi.spyOn(console, "warn").mockImplementation(() => undefined);
      const said = vi.spyOn(console, "error");
      const { statuses, faults } = await sendHostileBodies(server, TOKEN, from, BODIES / PARTS);
      expect(faults).toEqual([]);
      expect(said.mock.calls).toEqual([]);
      expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(BODIES / PARTS);
      // Both happen: bodies that are still good, and bodies that are not.
      expect(statuses.get(200)).toBeGreaterThan(0);
      expect(statuses.get(400)).toBeGreaterThan(0);
    },
  );

  it("that name a number as a role are refused by it, however many digits it has", async () => {
    const body = '{"messages": [{"role": 9007199254740993, "content": "x"}]}';
    const refused = await ask("POST", "/s/role/v1/chat/completions", body);
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining("messages[0].role is 9007199254740993"),
    ]);
  });

  it("leave sessions that can be read over every route", async () => {
    const said = vi.spyOn(console, "error");
    const wide = {
      messages: [
        { role: "user", content: "Add." },
        answerWith(9_007_199_254_740_993n),
        { role: "tool", tool_call_id: "c", content: "3" },
      ],
    };
    const posted = await ask("POST", "/s/wide/v1/chat/completions", stringifyJson(wide));
    expect(posted.status).toBe(200);
    await posted.text();
    const { sessions } = await server.runtime.store.listSessions({ limit: 30, sort: "updated_at" });
    const ids = ["wide", ...sessions.map(({ id }) => id)];
    const reads = OPERATIONS.filter(
      ({ method, path }) => method === "get" && path.startsWith("/api/") && path !== "/api/events",
    );
    for (const id of ids) {
      for (const { path } of reads) {
        const address = path.replace("{id}", encodeURIComponent(id)).replaceAll(/\{\w+\}/g, "1");
        const answer = await ask("GET", `${address}?q=add&a=${id}&b=wide&session=${id}&side=after&with=2`);
        expect(answer.status, `${address}: ${await answer.text()}`).toBeLessThan(500);
      }
    }
    expect(said.mock.calls).toEqual([]);
  });
});

/** An answer whose call holds a number that no double holds. */
function answerWith(number: bigint): object {
  const call = { id: "c", type: "function", function: { name: "add", arguments: `{"n": ${number}}` } };
  return { role: "assistant", content: null, tool_calls: [call] };
}

function ask(method: string, path: string, body?: string): Promise<Response> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  return answerByApp(new Request(`http://127.0.0.1${path}`, { method, headers, ...(body && { body }) }));
}
