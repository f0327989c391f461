import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { inspectContextOf } from "@/lib/api/inspect-context-of";
import { citationText } from "@/lib/core/report/citation";
import { idsDigest } from "@/lib/inspect/report/ids-digest";
import { readReport } from "@/lib/inspect/report/read-report";
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
  for (const id of ["talk", "gone"]) {
    await ask("POST", "/api/sessions", { id });
    await server.runtime.store.appendTurn(id, turnForStore([1, 2, 3], [4, 5, 6]));
  }
});
afterAll(() => server.close());

function ask(method: string, path: string, body?: object, key = KEYS.TURNTREE_TRAINER_TOKEN) {
  return fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const cited = (session: string, ids: readonly number[] = [4, 5]) =>
  citationText({ session, turn: 1, from: 3, to: 5, digest: idsDigest(Int32Array.from(ids)) });

const TEXT = `# Step 61\n\nIt lost [this](${cited("talk")}), [that](${cited("talk", [9, 9])}) and [more](${cited("gone")}).`;

const kept = z.looseObject({ id: z.string(), citations: z.array(z.looseObject({ standing: z.string() })) });

async function keep(body: object = { text: TEXT }) {
  const response = await ask("POST", "/api/reports", body);
  expect(response.status).toBe(201);
  return kept.parse(await response.json());
}

describe("a report", () => {
  it("is kept with its first line as title, and told what each citation is worth", async () => {
    const { id, ...told } = await keep();
    expect(told).toMatchObject({
      title: "Step 61",
      page: `https://runs.example/reports/${id}`,
      citations: [
        { words: "this", standing: "holds", fault: null },
        { words: "that", standing: "differs", fault: "the tokens there are others" },
        { words: "more", standing: "holds" },
      ],
    });
    expect(
      await (await ask("GET", `/api/reports/${id}`, undefined, KEYS.TURNTREE_READ_TOKEN)).json(),
    ).toMatchObject({
      title: "Step 61",
      text: TEXT,
      holder: "trainer",
      person: null,
      citations: [{ standing: "holds" }, { standing: "differs" }, { standing: "holds" }],
    });
  });

  it("shows the cited tokens with why they train or not, and leads to the page that shows them", async () => {
    const { id } = await keep();
    const { citations } = await readReport(inspectContextOf(server.runtime), id);
    expect(citations[0]?.tokens).toMatchObject({
      runs: [{ tokens: 2, state: "trained" }],
      left: 0,
      page: expect.stringMatching(/^\/sessions\/talk\?node=.*&sample=1&tok=3-4$/),
    });
    // What stands there now is shown of one that does not hold too.
    expect(citations[1]?.tokens?.runs).toHaveLength(1);
  });

  it("outlives the sessions that it cites, and says that they are gone", async () => {
    const { id } = await keep();
    await ask("DELETE", "/api/sessions/gone");
    const told = kept.parse(await (await ask("GET", `/api/reports/${id}`)).json());
    expect(told.citations.map(({ standing }) => standing)).toEqual(["holds", "differs", "gone"]);
    const shown = await readReport(inspectContextOf(server.runtime), id);
    expect(shown.citations[2]).toMatchObject({ fault: 'session "gone" has no turns any more', tokens: null });
  });

  it("is one HTML file with the tokens that it cites, and nothing of the report's own that runs", async () => {
    const { id } = await keep({ title: "</title><script>", text: `<script>alert(1)</script>\n\n${TEXT}` });
    const response = await ask("GET", `/api/reports/${id}/report.html`);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="report-${id}.html"`);
    const html = await response.text();
    expect(html).not.toContain("<script>");
    for (const part of [
      'href="#citation-1"',
      'id="citation-2"',
      "does not hold: the tokens there are others",
    ])
      expect(html).toContain(part);
  });

  it("is listed, the newest first, and removed by whoever may change sessions", async () => {
    const first = await keep();
    const second = await keep({ title: "Later", text: "Nothing is cited." });
    const page = z.object({
      reports: z.array(z.looseObject({ id: z.string() })),
      next: z.number().nullable(),
    });
    const { reports, next } = page.parse(await (await ask("GET", "/api/reports?limit=1")).json());
    expect(reports).toMatchObject([{ id: second.id, title: "Later" }]);
    const after = page.parse(await (await ask("GET", `/api/reports?limit=1&before=${next}`)).json());
    expect(after.reports).toMatchObject([{ id: first.id }]);
    const path = `/api/reports/${second.id}`;
    expect((await ask("DELETE", path, undefined, KEYS.TURNTREE_READ_TOKEN)).status).toBe(403);
    expect((await ask("DELETE", path)).status).toBe(200);
    for (const method of ["GET", "DELETE"]) expect((await ask(method, path)).status).toBe(404);
    await server.runtime.store.caughtUp();
    expect(await server.runtime.store.changes.list({ limit: 1, target: first.id })).toMatchObject([
      { holder: "trainer", action: "POST", target: `/api/reports/${first.id}`, status: 201 },
    ]);
  });

  it.each([
    ["is empty", { text: "" }, "text"],
    ["is longer than 50,000 letters", { text: "a".repeat(50_001) }, "text"],
    ["holds a NUL", { text: "a\0b" }, "text"],
    ["has more than 200 citations", { text: `[a](${cited("talk")}) `.repeat(201) }, "201 citations"],
    ["nests without end", { text: ">".repeat(200) }, "nests deeper"],
    ["has a field that nobody knows", { text: "a", html: "b" }, "html"],
  ])("that %s is refused in words", async (_, body, words) => {
    const response = await ask("POST", "/api/reports", body);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(words);
  });

  it("is written with a key that may change sessions alone", async () => {
    expect((await ask("POST", "/api/reports", { text: "a" }, KEYS.TURNTREE_READ_TOKEN)).status).toBe(403);
  });
});
