import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { WriterHost } from "@/lib/store/writer/writer-host";
import { startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { answerAtDesk } from "./answer-at-desk";
import { atDesk } from "./at-desk";
import { answerHere, type DeskAnswerName, type DeskPlace } from "./desk-answers";
import { closeDesks, openDesks, readingDesk } from "./desks";

const writer = new WriterHost();
let server: RecorderServer;
let sim: Awaited<ReturnType<typeof startSimEngine>>;

const at = (path: string, init?: RequestInit) => new Request(`http://127.0.0.1${path}`, init);

async function say(id: string): Promise<void> {
  const answer = await fetch(`${server.url}/s/${id}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content: "Say something." }] }),
  });
  expect(answer.status).toBe(200);
  await answer.text();
}

beforeAll(async () => {
  sim = await startSimEngine({});
  const env = { TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url };
  server = await serveRecorder(env, 0, false, { openWriter: (databaseUrl) => writer.open(databaseUrl) });
  await say("talk");
  await say("other");
  openDesks(
    { env: { ...process.env, ...env, DATABASE_URL: server.databaseUrl }, cacheShare: 0.5 },
    { connectWriter: () => writer.connect(), reserve: server.runtime.reserve },
  );
});

afterAll(async () => {
  await closeDesks();
  await server.close();
  await writer.close();
  await sim.close();
});

async function whole(response: Response): Promise<unknown> {
  const body = Buffer.from(await response.arrayBuffer());
  const plain = body[0] === 0x1f ? gunzipSync(body) : body;
  return { status: response.status, headers: [...response.headers], text: plain.toString() };
}

/** Once nothing more is worked out of what was recorded, so that both readings see the same. */
async function settled(): Promise<void> {
  await server.runtime.recorder.close();
}

describe("a desk", () => {
  it.each<[DeskAnswerName, string, DeskPlace]>([
    ["export", "/api/samples.jsonl", {}],
    ["export", "/api/samples.jsonl?compress=gzip", {}],
    ["export", "/api/samples.jsonl?format=parquet", {}],
    ["exportSummary", "/api/samples/summary", {}],
    ["sessionExport", "/api/sessions/talk/samples.jsonl?format=atif", { id: "talk" }],
    ["recordedTurns", "/api/sessions/talk/turns.jsonl", { id: "talk" }],
    ["list", "/api/list?q=turns:>0", {}],
    ["list", "/api/list?q=turns:>>0", {}],
    ["facets", "/api/list/facets?q=", {}],
    ["healthReport", "/api/health-report?filter=turns:>0", {}],
    ["healthReport", "/api/health-report?filter=flag:none", {}],
    ["tree", "/api/sessions/talk/tree?form=packed", { id: "talk" }],
    ["tree", "/api/sessions/nobody/tree", { id: "nobody" }],
    ["lab", "/api/sessions/talk/lab", { id: "talk" }],
    ["turnTokens", "/api/sessions/talk/turns/1/tokens", { id: "talk", turn: "1" }],
    ["samplePieces", "/api/sessions/talk/samples/0/pieces", { id: "talk", sample: "0" }],
  ])("answers as the thread that serves would: %s %s", async (name, path, place) => {
    await settled();
    const there = await whole(await answerAtDesk(name, at(path), place));
    expect(there).toEqual(await whole(await answerHere(name, at(path), place)));
  });

  it("reads what the process was asked to record before, though nobody waited for it", async () => {
    const { store } = server.runtime;
    const lines = async () => (await answerAtDesk("recordedTurns", at("/"), { id: "other" })).text();
    for (const delivery of ["undelivered", "delivered", "undelivered", "delivered"] as const) {
      const written = store.setDelivery("other", 1, delivery);
      expect(await lines()).toContain(`"delivery":"${delivery}"`);
      await written;
    }
  });

  it("takes an import as it arrives, and what it wrote is seen at once", async () => {
    const turns = await (await answerAtDesk("recordedTurns", at("/"), { id: "talk" })).text();
    const renamed = turns.replaceAll('"talk"', '"taken"');
    const body = new Blob([gzipSync(renamed)]).stream();
    const headers = { "content-encoding": "gzip" };
    const init = { method: "POST", headers, body, duplex: "half" } as const;
    const answer = await answerAtDesk("import", at("/api/import", init));
    expect(await answer.json()).toEqual({ sessions: ["taken"], turns: 1, refused: [], refused_count: 0 });
    const record = z
      .looseObject({ counters: z.looseObject({ turns: z.number() }) })
      .parse(await server.runtime.store.findSession("taken"));
    expect(record.counters.turns).toBe(1);
  });

  it("goes on writing when the thread that writes died, and so does the thread that serves", async () => {
    const turns = await (await answerAtDesk("recordedTurns", at("/"), { id: "talk" })).text();
    await writer.kill();
    const init = { method: "POST", body: turns.replaceAll('"talk"', '"after"') };
    const [imported] = await Promise.all([answerAtDesk("import", at("/api/import", init)), say("beside")]);
    expect(imported.status).toBe(201);
  });

  it("gives pages what they show, and the errors that they know", async () => {
    const packed = await atDesk("packedTree", { id: "talk", query: "" });
    expect(packed.split("\n")).toHaveLength(2);
    await expect(atDesk("packedTree", { id: "nobody", query: "" })).rejects.toMatchObject({
      name: "NotFoundError",
    });
    await expect(atDesk("packedTree", { id: "talk", query: "policy=none" })).rejects.toMatchObject({
      name: "PolicyError",
    });
  });

  it("stops when its client leaves", async () => {
    const leaving = new AbortController();
    const answer = answerAtDesk("exportSummary", at("/api/samples/summary", { signal: leaving.signal }));
    leaving.abort();
    expect((await answer).status).toBe(499);
    const stream = await answerAtDesk("export", at("/api/samples.jsonl"));
    await stream.body?.cancel();
  });

  it("is started again when it ended", async () => {
    const running = answerAtDesk("exportSummary", at("/api/samples/summary"));
    await readingDesk()?.open().terminate();
    expect((await running).status).toBe(500);
    const answer = await answerAtDesk("export", at("/api/samples.jsonl?include=open,unrewarded"));
    const digest = createHash("sha256")
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest("hex");
    const summary = await (
      await answerAtDesk("exportSummary", at("/api/samples/summary?include=open,unrewarded"))
    ).json();
    expect(summary).toMatchObject({ sha256: digest });
  });
});
