import { createHash, createHmac } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { Manifest } from "@/lib/inspect/ledger/manifest";
import { runLedger } from "@/lib/inspect/ledger/run-ledger";
import { runTurntree } from "@/test/command/run-turntree";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const KEY = "a key that signs";
const simulated = simulatedRecorder({ TURNTREE_SIGNING_KEY: KEY });

interface Leased {
  readonly lease: string;
  readonly expires_at: number;
  readonly digest: string;
  readonly weights: readonly string[];
  readonly staleness: number | null;
  readonly line: { readonly metadata: { readonly turntree: { readonly session: string } } };
}

function post(path: string, body: object): Promise<Response> {
  return fetch(`${simulated.server.url}${path}`, { method: "POST", body: JSON.stringify(body) });
}

async function feed(body: object): Promise<readonly Leased[]> {
  const response = await post("/api/feed", body);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const sessionsIn = (leased: readonly Leased[]) =>
  leased.map(({ line }) => line.metadata.turntree.session).sort();

/** A finished session of one sample from these weights. */
async function record(id: string, run: string, version: string, reward: number | null = 1): Promise<void> {
  await post("/api/sessions", { id, labels: { run } });
  const messages = [{ role: "user", content: simLine({ text: `I am ${id}.`, weight_version: version }) }];
  await (await post(`/s/${id}/v1/chat/completions`, { messages })).json();
  await (await post(`/api/sessions/${id}/finish`, { reward })).json();
}

async function manifestOf(run: string, weights: string): Promise<Manifest> {
  return (await fetch(`${simulated.server.url}/api/manifest?run=${run}&weights=${weights}`)).json();
}

describe("a feed", () => {
  it("gives each sample to one of many that ask at once, and no more until its lease ends", async () => {
    for (const at of [1, 2, 3, 4, 5, 6]) await record(`once-${at}`, "once", "1");
    const asked = await Promise.all(
      [1, 2, 3, 4].map(() => feed({ run: "once", filter: "run:once", limit: 2 })),
    );
    const given = asked.flat();
    expect(sessionsIn(given)).toEqual([1, 2, 3, 4, 5, 6].map((at) => `once-${at}`));
    expect(new Set(given.map(({ lease }) => lease)).size).toBe(6);
    const none = await post("/api/feed", { run: "once", filter: "run:once" });
    expect([await none.text(), none.headers.get("x-turntree-reason")]).toEqual([
      "",
      expect.stringContaining("nobody else has"),
    ]);
  });

  it("reads no session that the run has trained, and again those of a lease that ended", async () => {
    const { store } = simulated.server.runtime;
    // The list's figures are counted a while after a turn, which reads its session too.
    const counted = vi.spyOn(store, "setFigures");
    const own = (calls: readonly (readonly [id: string, ...unknown[]])[]) =>
      [...new Set(calls.map(([id]) => id))].filter((id) => id.startsWith("cost-"));
    for (const at of [1, 2, 3, 4]) await record(`cost-${at}`, "cost", "1");
    await expect.poll(() => own(counted.mock.calls)).toHaveLength(4);
    const wanted = { run: "cost", filter: "run:cost" };
    const leased = await feed({ ...wanted, limit: 3 });
    await post("/api/feed/ack", { step: 1, leases: leased.slice(0, 2).map(({ lease }) => lease) });
    const left = async (run: string, now: number) => {
      const page = await store.listSessions({
        ...{ sort: "created_at", order: "asc", limit: 10, filter: "run:cost", leftFor: { run, now } },
      });
      return page.sessions.map(({ id }) => id);
    };
    const listed = vi.spyOn(store, "listSessions");
    const read = vi.spyOn(store, "readRecording");
    expect(sessionsIn(await feed(wanted))).toEqual(["cost-4"]);
    const pages = await Promise.all(listed.mock.results.map(({ value }) => value));
    const recordings = own(read.mock.calls);
    vi.restoreAllMocks();
    expect(pages.flatMap(({ sessions }) => sessions.map(({ id }: { id: string }) => id))).toEqual(["cost-4"]);
    expect(recordings).toEqual(["cost-4"]);
    expect(await left("cost", Date.now())).toEqual([]);
    expect(await left("cost", Date.now() + 3_600_000)).toEqual(["cost-3", "cost-4"]);
    expect(await left("another", Date.now())).toEqual(["cost-1", "cost-2", "cost-3", "cost-4"]);
  });

  it("gives a sample on when the lease has ended, and takes it back when it is released", async () => {
    await record("ended", "ended", "1");
    const wanted = { run: "ended", filter: "run:ended" };
    const [first] = await feed({ ...wanted, lease_s: 0.001 });
    const [second] = await feed({ ...wanted, wait_s: 1 });
    expect(second?.digest).toBe(first?.digest);
    const late = await post("/api/feed/ack", { step: 1, leases: [first?.lease] });
    expect([late.status, (await late.json()).error.message]).toEqual([
      404,
      expect.stringContaining(`There is no lease "${first?.lease}"`),
    ]);
    const released = await post("/api/feed/ack", { step: 1, released: [second?.lease] });
    expect(await released.json()).toMatchObject({ run: "ended", trained: 0, released: 1 });
    expect(await feed(wanted)).toHaveLength(1);
  });

  it("waits for a session to be finished", async () => {
    const waiting = feed({ run: "waits", filter: "run:waits", wait_s: 60 });
    await record("waits", "waits", "1");
    expect(sessionsIn(await waiting)).toEqual(["waits"]);
  });

  it("leaves out what is too old for the trainer's weights, by the ledger where it says none", async () => {
    await record("old", "stale", "57");
    await record("fresh", "stale", "60");
    const wanted = { filter: "run:stale", max_staleness: 3 };
    const [one, ...others] = await feed({ ...wanted, run: "stale", weights: "61" });
    expect(others).toEqual([]);
    expect(one).toMatchObject({ weights: ["60"], staleness: 1 });
    await (await post("/api/feed/ack", { step: 61, leases: [one?.lease] })).json();
    expect(await feed({ ...wanted, run: "stale" })).toEqual([]);
    expect(await feed({ ...wanted, run: "stale", max_staleness: 4 })).toHaveLength(1);
  });

  it("has sessions without a reward, and open ones, only when that is said", async () => {
    await record("unrewarded", "partial", "1", null);
    await post("/api/sessions", { id: "open", labels: { run: "partial" } });
    await (
      await post("/s/open/v1/chat/completions", { messages: [{ role: "user", content: "Hi." }] })
    ).json();
    const wanted = { run: "partial", filter: "run:partial" };
    expect(await feed(wanted)).toEqual([]);
    expect(sessionsIn(await feed({ ...wanted, include: ["unrewarded"] }))).toEqual(["unrewarded"]);
    expect(sessionsIn(await feed({ ...wanted, include: ["unrewarded", "open"] }))).toEqual(["open"]);
  });

  it("passes over a session that the format cannot say, and gives the others", async () => {
    await record("no-group", "mixed", "1");
    await record("odd-version", "mixed", "W7");
    const leased = await feed({ run: "mixed", filter: "run:mixed", format: "verl" });
    expect(leased).toHaveLength(1);
  });

  it.each<[object, RegExp]>([
    [{ format: "messages" }, /"messages" holds no samples that can be leased/],
    [{ filter: "colour:red" }, /colour/],
    [{ max_staleness: -1 }, /max_staleness/],
    [{ lease_s: 0 }, /lease_s/],
    [{ include: ["dropped"] }, /include/],
    [{ colour: "red" }, /colour/],
  ])("refuses %j in a sentence", async (body, said) => {
    const response = await post("/api/feed", body);
    expect([response.status, (await response.json()).error.message]).toEqual([
      400,
      expect.stringMatching(said),
    ]);
  });
});

describe("the ledger", () => {
  beforeAll(async () => {
    for (const at of [1, 2, 3]) await record(`trained-${at}`, "ledger", "1");
    for (const step of [61, 62]) {
      const [leased] = await feed({ run: "ledger", filter: "run:ledger", limit: 1 });
      const ack = { step, weights: `W${step}`, leases: [leased?.lease] };
      await post("/api/feed/ack", ack);
      expect((await post("/api/feed/ack", ack)).status).toBe(200);
    }
  });

  it("makes of each version a signed manifest, which holds the digest of the one before", async () => {
    const [before, after] = [await manifestOf("ledger", "W61"), await manifestOf("ledger", "W62")];
    expect(before).toMatchObject({ weights: "W61", previous: null, samples: 1 });
    expect(before.steps[0]).toMatchObject({ step: 61, samples: [{ session: "trained-1", sample: 0 }] });
    expect(after.previous).toEqual({ weights: "W61", digest: before.digest });
    const { digest, signature, ...body } = after;
    expect(digest).toBe(createHash("sha256").update(canonicalJson(body)).digest("hex"));
    expect(signature).toBe(createHmac("sha256", KEY).update(digest).digest("hex"));
  });

  it("says of a session into which weights it went, and of one that trained nowhere nothing", async () => {
    const trained = async (id: string) =>
      (await fetch(`${simulated.server.url}/api/sessions/${id}/trained`)).json();
    expect(await trained("trained-2")).toEqual({
      weights: [
        expect.objectContaining({ run: "ledger", weights: "W62", first_step: 62, last_step: 62, samples: 1 }),
      ],
    });
    expect(await trained("trained-3")).toEqual({ weights: [] });
    expect(await trained("nobody")).toMatchObject({ error: { message: expect.stringContaining("nobody") } });
  });

  it("is on the page of a run, newest first, with the digests of its manifests", async () => {
    const rows = await runLedger(simulated.server.runtime.store.ledger, "ledger");
    const facts = { run: "ledger", steps: 1, sessions: 1, samples: 1 };
    expect(rows).toEqual([
      expect.objectContaining({ ...facts, weights: "W62", firstStep: 62 }),
      expect.objectContaining({ ...facts, weights: "W61", firstStep: 61 }),
    ]);
    const digests = await Promise.all(["W62", "W61"].map((weights) => manifestOf("ledger", weights)));
    expect(rows.map(({ digest }) => digest)).toEqual(digests.map(({ digest }) => digest));
    expect(await runLedger(simulated.server.runtime.store.ledger, "partial")).toEqual([]);
  });

  it("stays as it is when a session that was trained is dropped", async () => {
    const before = await manifestOf("ledger", "W62");
    await fetch(`${simulated.server.url}/api/sessions/trained-1`, { method: "DELETE" });
    expect(await manifestOf("ledger", "W62")).toEqual(before);
  });

  it("says that weights are complete, and that a run has no such weights", async () => {
    const [leased] = await feed({ run: "ledger", filter: "run:ledger", limit: 1, lease_s: 0.001 });
    const late = await post("/api/feed/ack", { step: 61, weights: "W61", leases: [leased?.lease] });
    expect([late.status, (await late.json()).error.message]).toEqual([
      409,
      expect.stringContaining('"W61" are complete'),
    ]);
    const response = await fetch(`${simulated.server.url}/api/manifest?run=ledger&weights=W99`);
    expect(response.status).toBe(404);
  });

  it("is printed by turntree manifest, and asked about one session", async () => {
    const env = { DATABASE_URL: simulated.server.databaseUrl, TURNTREE_SIGNING_KEY: KEY };
    const run = (...args: string[]) => runTurntree(["manifest", "--run", "ledger", ...args], "", env);
    const printed = await run("--weights", "W61");
    expect(JSON.parse(printed.stdout)).toEqual(await manifestOf("ledger", "W61"));
    expect((await run()).stdout.trim().split("\n")).toHaveLength(2);
    const asked = await run("--weights", "W62", "--session", "trained-1");
    expect(JSON.parse(asked.stdout)).toMatchObject({ weights: "W61", step: 61, session: "trained-1" });
    expect(await run("--weights", "W61", "--session", "trained-2")).toMatchObject({ exitCode: 1 });
    expect(await run("--weights", "W99")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('runs with a ledger are "cost", "ledger"'),
    });
  });
});
