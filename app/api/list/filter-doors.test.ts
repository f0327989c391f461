import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as causeExample } from "@/app/api/causes/example/route";
import { GET as groups } from "@/app/api/groups/route";
import { GET as healthReport } from "@/app/api/health-report/route";
import { GET as beside } from "@/app/api/list/beside/route";
import { GET as facets } from "@/app/api/list/facets/route";
import { GET as list } from "@/app/api/list/route";
import { GET as policies } from "@/app/api/policies/route";
import { GET as summary } from "@/app/api/samples/summary/route";
import { GET as samples } from "@/app/api/samples.jsonl/route";
import { GET as sessions } from "@/app/api/sessions/route";
import { GET as stats } from "@/app/api/stats/route";
import { GET as steps } from "@/app/api/steps/route";
import { parseSessionFilter } from "@/lib/core/list/session-filter";
import { initialList } from "@/lib/inspect/list/initial-list";
import { runTurntree } from "@/test/command/run-turntree";
import { hostileFilter } from "@/test/list/hostile-filter";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

let server: RecorderServer;

beforeAll(async () => {
  server = await serveRecorder({});
  await fetch(`${server.url}/api/sessions`, { method: "POST", body: '{"id":"one"}' });
});

afterAll(() => server.close());

interface Door {
  readonly path: string;
  readonly name: "filter" | "q";
  readonly route: (request: Request) => Promise<Response>;
  /** Parameters that it needs beside. */
  readonly others?: Readonly<Record<string, string>>;
}

/** Every door through which a typed filter comes. */
const DOORS: readonly Door[] = [
  { path: "/api/sessions", name: "filter", route: sessions },
  { path: "/api/samples.jsonl", name: "filter", route: samples },
  { path: "/api/samples/summary", name: "filter", route: summary },
  { path: "/api/groups", name: "filter", route: groups },
  { path: "/api/stats", name: "filter", route: stats },
  { path: "/api/policies", name: "filter", route: policies },
  {
    path: "/api/causes/example",
    name: "filter",
    route: causeExample,
    others: { subject: "fork", cause: "retry" },
  },
  { path: "/api/steps", name: "filter", route: steps },
  { path: "/api/health-report", name: "filter", route: healthReport },
  { path: "/api/list", name: "q", route: list },
  { path: "/api/list/facets", name: "q", route: facets },
  { path: "/api/list/beside", name: "q", route: beside, others: { session: "one", side: "after" } },
];

function ask({ path, name, route, others }: Door, filter: string): Promise<Response> {
  const query = new URLSearchParams({ ...others, [name]: filter });
  return route(new Request(`http://127.0.0.1${path}?${query}`));
}

const BLANKS = `a${" ".repeat(15_000)}"`;

describe("a filter that is made to be slow", () => {
  it.each(DOORS)("is refused at once by $path, in the shape of the API", async (door) => {
    const response = await ask(door, BLANKS);
    expect(response.status).toBe(400);
    const reason = expect.stringContaining("a filter takes at most 1000 characters");
    expect(await response.json()).toEqual({ error: { message: reason, type: "invalid_request" } });
  });

  it.each(DOORS)("gets an answer from $path when what it asks for can be read, else 400", async (door) => {
    for (let seed = 0; seed < 120; seed++) {
      const filter = hostileFilter(seed);
      const response = await ask(door, filter);
      await response.text();
      expect(response.status, filter.slice(0, 80)).toBe(
        parseSessionFilter(filter).problems.length > 0 ? 400 : 200,
      );
    }
  });

  it("leaves the page as it is without a filter", async () => {
    expect((await initialList(server.runtime.store, { q: BLANKS })).choice.q).toBe("");
  });

  it("is bad usage on the command line", async () => {
    const run = await runTurntree(["export", "--filter", BLANKS], "", { DATABASE_URL: server.databaseUrl });
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain("a filter takes at most 1000 characters");
  });
});
