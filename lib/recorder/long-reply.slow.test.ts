import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { simLine } from "@/test/recorder/sim-line";

const PORT = 4291;
const URL_BASE = `http://127.0.0.1:${PORT}`;

/** Past the 300 s at which Node's own fetch, on either side, would give up. */
const HELD_MS = 310_000;

const patient = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

let engine: SimEngine;
let server: ChildProcess;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "turntree-slow-"));
  engine = await startSimEngine();
  server = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      PORT: String(PORT),
      DATABASE_URL: `file:${join(folder, "slow.db")}`,
      TURNTREE_ENGINE_URL: engine.url,
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  await vi.waitFor(async () => expect((await fetch(`${URL_BASE}/healthz`)).status).toBe(200), {
    timeout: 600_000,
    interval: 1000,
  });
}, 600_000);

afterAll(async () => {
  server.kill("SIGTERM");
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function call(session: string, answer: SimAnswerInput, stream: boolean) {
  const body = JSON.stringify({ stream, messages: [{ role: "user", content: simLine(answer) }] });
  return request(`${URL_BASE}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body,
    dispatcher: patient,
  });
}

describe("the built server", () => {
  it("holds a reply for longer than 300 s, and keeps a stream alive meanwhile", async () => {
    const answer = { text: "At last.", first_token_delay_ms: HELD_MS };
    const whole = call("whole", answer, false);
    const streamed = await call("streamed", answer, true);
    const text = await streamed.body.text();
    expect([...text.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece).join("")).toBe("At last.");
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
    expect(text.match(/^: ?keep-alive/gm)?.length ?? 0).toBeGreaterThanOrEqual(25);
    expect(await (await whole).body.json()).toMatchObject({
      choices: [{ message: { content: "At last." } }],
    });
    const session = await (await fetch(`${URL_BASE}/api/sessions/whole`)).json();
    expect(session.counters.turns).toBe(1);
  }, 400_000);

  it("gives errors with the statuses that they have, whichever part of the server throws them", async () => {
    const post = (path: string, body: string) => fetch(`${URL_BASE}${path}`, { method: "POST", body });
    const statuses = [
      await post("/s/bad/v1/chat/completions", '{"messages":[]}'),
      await post("/api/sessions", '{"id":"whole"}'),
      await post("/api/sessions", '{"polcy":1}'),
      await post("/api/sessions/nobody/finish", "{}"),
    ];
    expect(statuses.map((response) => response.status)).toEqual([400, 409, 400, 404]);
  });

  it("ends within seconds of SIGTERM although a stream is open, and cuts the stream", async () => {
    const open = await call("open", { text: "slow ".repeat(1000), token_delay_ms: 100 }, true);
    const cut = expect(open.body.text()).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await cut;
    await ended;
  }, 30_000);
});
