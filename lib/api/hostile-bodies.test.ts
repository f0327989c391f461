import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { OPERATIONS } from "@/lib/api/openapi/openapi-document";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { postedRoutes } from "@/test/hostile/good-bodies";
import { sendHostileBodies } from "@/test/hostile/send-hostile-bodies";
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
});
