import { describe, expect, it } from "vitest";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { RunQuotas } from "./session/run-quotas";

const recorder = simulatedRecorder({ TURNTREE_RUN_QUOTA: "sessions=2,turns=3" });

function call(session: string, text: string, path = "chat/completions"): Promise<Response> {
  return fetch(`${recorder.server.url}/s/${session}/v1/${path}`, {
    method: "POST",
    body: JSON.stringify({
      max_tokens: 20,
      model: "m",
      messages: [{ role: "user", content: simLine({ text }, text) }],
    }),
  });
}

function open(id: string, run: string): Promise<Response> {
  const body = JSON.stringify({ id, labels: { run } });
  return fetch(`${recorder.server.url}/api/sessions`, { method: "POST", body });
}

async function turns(session: string): Promise<number> {
  return (await recorder.server.runtime.store.readRecording(session)).turns.length;
}

describe("a run that has a quota", () => {
  it("opens so many sessions, and other runs open theirs", async () => {
    for (const id of ["s1", "s2"]) expect((await open(id, "sessions")).status).toBe(201);
    const refused = await open("s3", "sessions");
    expect(refused.status).toBe(429);
    expect(await refused.json()).toEqual({
      error: {
        type: "too_many",
        message:
          'The run "sessions" has used its quota of 2 sessions (TURNTREE_RUN_QUOTA). Nothing was sampled.',
      },
    });
    expect((await open("o1", "other")).status).toBe(201);
  });

  it("has so many turns over all its sessions, then hears 429 in the protocol's shape that no retry helps", async () => {
    for (const id of ["t1", "t2"]) await open(id, "turns");
    for (const [session, text] of [
      ["t1", "One."],
      ["t2", "Two."],
      ["t1", "Three."],
    ] as const) {
      const answer = await call(session, text);
      expect(answer.status).toBe(200);
      await answer.text();
    }
    const chat = await call("t2", "Four.");
    expect([chat.status, chat.headers.get("retry-after"), chat.headers.get("x-should-retry")]).toEqual([
      429,
      null,
      "false",
    ]);
    expect(await chat.json()).toMatchObject({
      error: { type: "rate_limit_error", code: "insufficient_quota" },
    });
    const messages = await call("t1", "Four.", "messages");
    expect(messages.status).toBe(429);
    expect(await messages.json()).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
    expect([await turns("t1"), await turns("t2")]).toEqual([2, 1]);
    const free = await call("of-no-run", "Five.");
    expect(free.status).toBe(200);
    await free.text();
  });

  it("has it in the database: a recorder that starts anew knows what was used", async () => {
    await open("d1", "kept");
    for (const text of ["One.", "Two.", "Three."]) await (await call("d1", text)).text();
    const { store } = recorder.server.runtime;
    expect(await store.readRunUse("kept")).toMatchObject({ sessions: 1, turns: 3 });
    const anew = new RunQuotas(store.readRunUse, { sessions: null, turns: 3, tokens: null });
    await expect(anew.takeTurn("kept")).rejects.toThrow('The run "kept" has used its quota of 3 turns');
    await expect(anew.takeTurn("nobody's")).resolves.toBeUndefined();
  });

  it("is stopped by the tokens that it has sampled", async () => {
    const quotas = new RunQuotas(async () => ({ sessions: 1, turns: 1, tokens: 50 }), {
      sessions: null,
      turns: null,
      tokens: 50,
    });
    await expect(quotas.takeTurn("r")).rejects.toThrow("50 tokens");
    await expect(quotas.takeSession("r")).rejects.toThrow("50 tokens");
    await expect(quotas.takeTurn(null)).resolves.toBeUndefined();
  });
});
