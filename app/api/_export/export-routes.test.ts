import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { POST as importRoute } from "@/app/api/import/route";
import { GET as allSummary } from "@/app/api/samples/summary/route";
import { GET as allSamples } from "@/app/api/samples.jsonl/route";
import { GET as summaryRoute } from "@/app/api/sessions/[id]/samples/summary/route";
import { GET as samplesRoute } from "@/app/api/sessions/[id]/samples.jsonl/route";
import { GET as turnsRoute } from "@/app/api/sessions/[id]/turns.jsonl/route";
import { startSimEngine } from "@/scenarios/sim-engine";
import { runTurntree } from "@/test/command/run-turntree";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const sampleSchema = z.looseObject({
  tokens: z.array(z.number()),
  response: z.string(),
  response_length: z.number(),
  loss_mask: z.array(z.number()),
  rollout_log_probs: z.array(z.number()),
  reward: z.number().nullable(),
});

let server: RecorderServer;
let sim: Awaited<ReturnType<typeof startSimEngine>>;

async function open(session: {
  id: string;
  index?: number;
  group_index?: number;
  policy?: { name: string; fork_threshold_tokens: number };
}): Promise<void> {
  const answer = await fetch(`${server.url}/api/sessions`, { method: "POST", body: JSON.stringify(session) });
  expect(answer.status).toBe(201);
}

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
  server = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url });
  await open({ id: "empty" });
  await open({ id: "talk", index: 3 });
  await say("talk");
});

afterAll(async () => {
  await server.close();
  await sim.close();
});

const at = (path: string, init?: RequestInit) => new Request(`http://127.0.0.1${path}`, init);
const GZIP = { "content-encoding": "gzip" };
const of = (id: string) => ({ params: Promise.resolve({ id }) });
const samplesOf = (id: string, query = "") =>
  samplesRoute(at(`/api/sessions/${id}/samples.jsonl${query}`), of(id));

describe("samples over the API", () => {
  it("are the recorded tokens, trained where they were sampled", async () => {
    const response = await samplesOf("talk", "?reward=0.5");
    expect(response.status).toBe(200);
    const sample = sampleSchema.parse(JSON.parse(await response.text()));
    expect(sample.loss_mask).toHaveLength(sample.response_length);
    expect(sample.loss_mask.every((bit) => bit === 1)).toBe(true);
    expect(sample.rollout_log_probs.every((value) => value < 0)).toBe(true);
    expect(sample.reward).toBe(0.5);
    expect(sample.response.length).toBeGreaterThan(0);
  });

  it("come as a compressed file when asked for one", async () => {
    const packed = await samplesOf("talk", "?compress=gzip");
    expect(packed.headers.get("content-disposition")).toMatch(
      /^attachment; filename="talk\.strict\.r\d+\.slime\.jsonl\.gz"$/,
    );
    const text = gunzipSync(Buffer.from(await packed.arrayBuffer())).toString();
    expect(text).toBe(await (await samplesOf("talk")).text());
  });

  /** A summary, and the file of the same export. */
  async function summedUp(query: string) {
    const response = await samplesOf("talk", query);
    const file = Buffer.from(await response.arrayBuffer());
    const summary = await summaryRoute(at(`/api/sessions/talk/samples/summary${query}`), of("talk"));
    return {
      summary: z.looseObject({ file_name: z.string() }).parse(await summary.json()),
      file_name: /filename="(.*)"/.exec(response.headers.get("content-disposition") ?? "")?.[1],
      bytes: file.length,
      sha256: createHash("sha256").update(file).digest("hex"),
    };
  }

  it("come as a Parquet file when asked for one, of formats whose lines are flat", async () => {
    const answer = await samplesOf("talk", "?as=parquet");
    expect(answer.headers.get("content-disposition")).toMatch(
      /filename="talk\.strict\.r\d+\.slime\.parquet"$/,
    );
    const [row] = await parquetReadObjects({ file: await answer.arrayBuffer() });
    expect(row?.tokens).toEqual(
      sampleSchema.parse(JSON.parse(await (await samplesOf("talk")).text())).tokens,
    );
    for (const [query, words] of [
      [
        "?as=parquet&format=areal",
        'The format "areal" has no Parquet file; these have: slime, verl, trl, prime-rl.',
      ],
      ["?as=parquet&compress=gzip", "A Parquet file is compressed by itself: leave compress out."],
      ["?as=parquet&expert_layers=2", "A Parquet file carries no experts: leave expert_layers out, or as."],
      ["?as=csv", 'as is "csv"; accepted are "jsonl" and "parquet".'],
    ] as const) {
      const refused = await samplesOf("talk", query);
      expect([refused.status, await refused.text()]).toEqual([
        400,
        expect.stringContaining(JSON.stringify(words).slice(1, -1)),
      ]);
    }
    const raw = await turnsRoute(at("/api/sessions/talk/turns.jsonl?as=parquet"), of("talk"));
    expect(raw.status).toBe(400);
  });

  it.each(["", "?compress=gzip", "?as=parquet", "?format=messages&policy=slime&train_once=false"])(
    "are summed up before they are downloaded: %s",
    async (query) => {
      let asked = await summedUp(query);
      // Between the two the recorder may have written the session's figures, and its revision is another.
      while (asked.summary.file_name !== asked.file_name) asked = await summedUp(query);
      const { summary, ...file } = asked;
      const policy = query.includes("policy=slime") ? "slime train_once=false" : "strict";
      expect(summary).toEqual({
        ...file,
        sessions: 1,
        open_sessions: 1,
        left_out: 0,
        unfit_reasons: [],
        packed: null,
        kept_out: { open: 0, unrewarded: 0, failed: 0, masked: 0 },
        policies: [{ policy, sessions: 1 }],
        samples: 1,
        lines: 1,
        reason: null,
      });
    },
  );

  it("are summed up over the sessions that a filter leaves, and refused as the download is", async () => {
    const both = await allSummary(at("/api/samples/summary?session=talk&session=empty"));
    expect(await both.json()).toMatchObject({ sessions: 2, samples: 1, lines: 1, reason: null });
    const none = await allSummary(at("/api/samples/summary?session=empty"));
    await open({ id: "short", policy: { name: "slime", fork_threshold_tokens: 64 } });
    const finished = await fetch(`${server.url}/api/sessions/short/finish`, { method: "POST", body: "{}" });
    expect(finished.status).toBe(200);
    const mixed = await allSummary(at("/api/samples/summary?session=talk&session=short&session=empty"));
    expect(await mixed.json()).toMatchObject({
      open_sessions: 2,
      left_out: 0,
      policies: [
        { policy: "strict", sessions: 2 },
        { policy: "slime fork_threshold_tokens=64", sessions: 1 },
      ],
    });
    expect(await none.json()).toMatchObject({ samples: 0, bytes: 0, reason: "The session has no turns." });
    const refused = await allSummary(at("/api/samples/summary?format=parquet"));
    expect(refused.status).toBe(400);
  });

  it("are in a file that is named after what it holds, and differs after the next turn", async () => {
    const nameOf = async (answer: Response | Promise<Response>) =>
      /filename="(.*)"/.exec((await answer).headers.get("content-disposition") ?? "")?.[1] ?? "";
    await open({ id: "named" });
    await say("named");
    const first = await nameOf(samplesOf("named", "?policy=slime&fork_threshold_tokens=64&format=verl"));
    expect(first).toMatch(/^named\.slime-fork_threshold_tokens-64\.r\d+\.verl\.jsonl$/);
    const raw = at("/api/sessions/named/turns.jsonl?compress=gzip");
    expect(await nameOf(turnsRoute(raw, of("named")))).toMatch(/^named\.r\d+\.turns\.jsonl\.gz$/);
    expect(await nameOf(allSamples(at("/api/samples.jsonl?filter=id:named&policy=areal-concat")))).toMatch(
      /^sessions-id-named\.areal-concat\.r\d+\.slime\.jsonl$/,
    );
    expect(await nameOf(allSamples(at("/api/samples.jsonl?session=named&train_once=false")))).toMatch(
      /^sessions-1-named\.own-policies-train_once-false\.r\d+\.slime\.jsonl$/,
    );
    await say("named");
    expect(await nameOf(samplesOf("named", "?policy=slime&fork_threshold_tokens=64&format=verl"))).not.toBe(
      first,
    );
  });

  it.each([
    ["their lines", () => samplesOf("talk")],
    ["what they would be", () => summaryRoute(at("/api/sessions/talk/samples/summary"), of("talk"))],
    ["the raw recording", () => turnsRoute(at("/api/sessions/talk/turns.jsonl"), of("talk"))],
    ["those of a filter", () => allSamples(at("/api/samples.jsonl?filter=id:talk"))],
  ])("take their session's facts from one reading: %s", async (_, answer) => {
    const reading = vi.spyOn(server.runtime.store, "findSession");
    await (await answer()).text();
    // Sessions of other tests are read meanwhile, for the list's figures.
    const reads = reading.mock.calls.filter(([id]) => id === "talk");
    reading.mockRestore();
    expect(reads).toHaveLength(1);
  });

  it("say why there are none", async () => {
    const response = await samplesOf("empty");
    expect(response.status).toBe(200);
    expect(response.headers.get("x-turntree-reason")).toBe("The session has no turns.");
  });

  it("know a session's advantage within its group", async () => {
    for (const [id, reward] of [
      ["good", 1],
      ["bad", 0],
    ] as const) {
      await open({ id, group_index: 5 });
      await say(id);
      const finish = { method: "POST", body: JSON.stringify({ reward }) };
      expect((await fetch(`${server.url}/api/sessions/${id}/finish`, finish)).status).toBe(200);
    }
    const advantages = await Promise.all(
      ["good", "bad"].map(
        async (id) => JSON.parse(await (await samplesOf(id, "?format=trl")).text()).advantage,
      ),
    );
    expect(advantages).toEqual([expect.closeTo(1, 3), expect.closeTo(-1, 3)]);
  });

  it("cover the sessions that a filter leaves", async () => {
    const response = await allSamples(at("/api/samples.jsonl?session=talk&session=empty&format=messages"));
    expect((await response.text()).trimEnd().split("\n")).toHaveLength(1);
    const none = await allSamples(at("/api/samples.jsonl?search=no-such-session"));
    expect(none.headers.get("x-turntree-reason")).toBe("No session matches.");
    const typed = await allSamples(at("/api/samples.jsonl?filter=id:talk"));
    expect((await typed.text()).trimEnd().split("\n")).toHaveLength(1);
    expect((await allSamples(at("/api/samples.jsonl?filter=forks:many"))).status).toBe(400);
    expect((await allSamples(at("/api/samples.jsonl?status=lost"))).status).toBe(400);
  });

  it.each([
    ["?format=parquet", 400, 'There is no format "parquet"; accepted are'],
    ["?policy=lime", 400, 'There is no policy "lime"; accepted are'],
    ["?fork_threshold_tokens=few", 400, 'fork_threshold_tokens is "few"; accepted is a whole number'],
    ["?reward=much", 400, 'reward is "much"; accepted is a number'],
    ["?reward_mode=half", 400, 'reward_mode is "half"; accepted are'],
    ["?colour=red", 400, 'There is no parameter "colour"; accepted are'],
  ])("are refused for %s with what would be accepted", async (query, status, message) => {
    const response = await samplesOf("talk", query);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(JSON.stringify(message).slice(1, -1));
  });

  it("are 404 for a session that is not there", async () => {
    expect((await samplesOf("nowhere")).status).toBe(404);
    expect((await turnsRoute(at("/x"), of("nowhere"))).status).toBe(404);
  });
});

describe("the raw recording over the API", () => {
  it("comes back in under another name, and a bad line is named", async () => {
    const turns = await (await turnsRoute(at("/api/sessions/talk/turns.jsonl"), of("talk"))).text();
    const copy = turns.replaceAll('"talk"', '"copy"');
    const body = gzipSync(copy);
    const taken = await importRoute(at("/api/import", { method: "POST", body, headers: GZIP }));
    expect(await taken.json()).toMatchObject({ sessions: ["copy"], turns: 1, refused: [] });
    expect(taken.status).toBe(201);
    const refused = await importRoute(at("/api/import", { method: "POST", body: "{\n" }));
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/"message":"line 1: /);
  });

  it.each([
    ["not text", Uint8Array.of(10, 0xff), {}, "line 2: not UTF-8"],
    ["not gzip, as it is said to be", "{}", GZIP, "The body is not gzip: incorrect header check."],
    ["cut off", gzipSync("{}").subarray(0, 15), GZIP, "The body is not gzip: unexpected end of file."],
  ])("is refused in words where the body is %s", async (_, body, headers, message) => {
    const refused = await importRoute(at("/api/import", { method: "POST", body, headers }));
    expect(await refused.json()).toEqual({ error: { message, type: "invalid_request" } });
    expect(refused.status).toBe(400);
  });
});

describe("turntree export", () => {
  const run = (...args: string[]) =>
    runTurntree(["export", ...args], "", { DATABASE_URL: server.databaseUrl });

  it("writes what the API gives", async () => {
    const result = await run("--session", "talk");
    expect(result).toMatchObject({ exitCode: 0, stdout: await (await samplesOf("talk")).text() });
  });

  it("says on standard error which session yields nothing", async () => {
    const result = await run("--session", "empty");
    expect(result).toMatchObject({ exitCode: 0, stdout: "", stderr: "empty: The session has no turns.\n" });
  });

  it("exits with 2 on what is not accepted", async () => {
    const result = await run("--format", "parquet");
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain('There is no format "parquet"');
  });
});
