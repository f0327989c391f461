import { describe, expect, it } from "vitest";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

async function api(method: string, path: string, body?: unknown) {
  const response = await fetch(`${simulated.server.url}/api/sessions${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function call(
  base: string,
  content = "Hello.",
  headers: Record<string, string> = {},
  more: object = {},
) {
  const response = await fetch(`${simulated.server.url}${base}/v1/chat/completions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content }], ...more }),
  });
  return {
    status: response.status,
    body: await response.json(),
    session: response.headers.get("x-turntree-session"),
  };
}

describe("a session opened by a trainer", () => {
  it("answers the URLs to hand out, keeps its base sample, and takes its id once", async () => {
    const opened = await api("POST", "", {
      id: "r-1",
      group_index: 3,
      index: 7,
      label: { a: 1 },
      max_turns: 5,
    });
    expect(opened.status).toBe(201);
    expect(opened.body).toEqual({
      id: "r-1",
      base_url: `${simulated.server.url}/s/r-1`,
      openai_base_url: `${simulated.server.url}/s/r-1/v1`,
      anthropic_base_url: `${simulated.server.url}/s/r-1`,
    });
    expect((await api("GET", "/r-1")).body).toMatchObject({
      group_index: 3,
      index: 7,
      label: { a: 1 },
      status: "open",
    });
    expect((await api("POST", "", { id: "r-1" })).status).toBe(409);
  });

  it("is given an id when none is asked for, and refuses a field that it does not know", async () => {
    expect((await api("POST", "")).body.id).toMatch(/^[0-9a-f-]{36}$/);
    const refused = await api("POST", "", { grup_index: 3 });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(/grup_index/);
    expect((await api("POST", "", { policy: "lax" })).status).toBe(400);
  });

  it("is given no more context than the model has", async () => {
    const refused = await api("POST", "", { id: "vast", max_context_tokens: 1_000_000_000 });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(/^max_context_tokens must be at most \d+, the model's\.$/);
    expect((await api("GET", "/vast")).status).toBe(404);
  });

  it("stops at its turn cap with 429", async () => {
    await api("POST", "", { id: "capped", max_turns: 1 });
    expect((await call("/s/capped")).status).toBe(200);
    const past = await call("/s/capped");
    expect(past.status).toBe(429);
    expect(past.body.error.message).toMatch(/limit of 1 turn/);
  });

  it("samples with its own defaults, within its own context", async () => {
    await api("POST", "", { id: "tight", max_context_tokens: 64, sampling_defaults: { temperature: 0.5 } });
    expect((await call("/s/tight", "Hi.")).status).toBe(200);
    const [turn] = (await simulated.server.runtime.store.readRecording("tight")).turns;
    expect(turn?.sampling).toMatchObject({ temperature: 0.5 });
    const full = await call("/s/tight", "word ".repeat(100));
    expect(full.status).toBe(400);
    expect(full.body.error.code).toBe("context_length_exceeded");
  });
});

describe("finishing", () => {
  it("answers the samples with their reward, and the same again when called again", async () => {
    await api("POST", "", { id: "done", index: 4, rollout_id: 9 });
    await call("/s/done", simLine({ text: "Sure." }));
    const first = await api("POST", "/done/finish", { reward: 0.5, metadata: { task: "x" } });
    expect(first.status).toBe(200);
    expect(first.body.samples).toHaveLength(1);
    expect(first.body.samples[0]).toMatchObject({ reward: 0.5, rollout_id: 9, index: 4 });
    expect(await api("POST", "/done/finish", { reward: 0.5 })).toEqual(first);
    expect(await api("POST", "/done/finish", {})).toEqual(first);
    expect((await api("GET", "/done")).body).toMatchObject({
      status: "finished",
      reward: 0.5,
      metadata: { task: "x" },
    });
  });

  it("refuses another reward than it was finished with, and names what amends it", async () => {
    const refused = await api("POST", "/done/finish", { reward: 0.1 });
    const message = 'The session "done" is finished with reward 0.5; PATCH /api/sessions/done amends it.';
    expect(refused).toEqual({ status: 409, body: { error: { message, type: "conflict" } } });
    expect((await api("GET", "/done")).body.reward).toBe(0.5);
  });

  it("refuses a reward for a leaf that is not there, says which are, and leaves the session open", async () => {
    await api("POST", "", { id: "leaves" });
    await call("/s/leaves", simLine({ text: "Sure." }));
    const refused = await api("POST", "/leaves/finish", { leaf_rewards: { 7: 1 } });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(
      /^There is no leaf "7"; the leaves are the turns 1 \([0-9a-f]{32}\)\.$/,
    );
    expect((await api("GET", "/leaves")).body.status).toBe("open");
    expect((await call("/s/leaves", simLine({ text: "Still here." }))).status).toBe(200);
    expect((await api("POST", "/leaves/finish", { leaf_rewards: { 1: 0.5, 2: 1 } })).status).toBe(200);
  });

  it("refuses stragglers with 503", async () => {
    expect((await call("/s/done")).status).toBe(503);
  });

  it("waits for calls in flight within its bound", async () => {
    await api("POST", "", { id: "waits" });
    const running = call("/s/waits", simLine({ text: "late", held_after_tokens: 0 }));
    await untilHeld(simulated.engine);
    const finishing = api("POST", "/waits/finish", { reward: 1 });
    await expect.poll(async () => (await call("/s/waits")).status).toBe(503);
    await releaseHeld(simulated.engine);
    expect((await running).status).toBe(200);
    const late = expect.objectContaining({ response: expect.stringContaining("late") });
    expect((await finishing).body.samples).toContainEqual(late);
  });

  it("says that there is no such session, and that a shared one cannot finish", async () => {
    expect((await api("POST", "/nobody/finish", {})).status).toBe(404);
    expect((await call("", "Hello.", {}, { user: "ann" })).session).toBe("ann");
    expect((await api("POST", "/ann/finish", {})).status).toBe(409);
  });

  it("refuses a reward that is no number, and leaves the session open", async () => {
    await api("POST", "", { id: "odd-reward" });
    expect((await api("POST", "/odd-reward/finish", { reward: "high" })).status).toBe(400);
    expect((await api("GET", "/odd-reward")).body.status).toBe("open");
  });
});

describe("dropping", () => {
  it("deletes the turns and keeps the id, so that stragglers get 503", async () => {
    await call("/s/gone");
    expect((await api("DELETE", "/gone")).status).toBe(200);
    expect((await api("GET", "/gone")).body).toMatchObject({ status: "dropped" });
    const finished = await api("POST", "/gone/finish", {});
    const error = { message: 'The session "gone" was dropped.', type: "conflict" };
    expect(finished).toEqual({ status: 409, body: { error } });
    expect((await call("/s/gone")).status).toBe(503);
    expect((await api("DELETE", "/gone")).status).toBe(200);
    expect((await api("DELETE", "/never-was")).status).toBe(404);
  });
});

describe("the session of a call at the root", () => {
  it.each([
    [
      "the header x-turntree-session",
      { "x-turntree-session": "named", authorization: "Bearer other" },
      {},
      "named",
    ],
    ["Claude Code's own header", { "x-claude-code-session-id": "cc-1", "x-api-key": "dummy" }, {}, "cc-1"],
    ["Codex's own header", { "session-id": "cx-1", authorization: "Bearer dummy" }, {}, "cx-1"],
    ["opencode's parent header", { "x-session-id": "child", "x-parent-session-id": "parent" }, {}, "parent"],
    ["a bearer that reads like an id", { authorization: "Bearer rollout-5" }, {}, "rollout-5"],
    ["an API key that reads like an id", { "x-api-key": "rollout-6" }, {}, "rollout-6"],
    ["metadata.session_id", {}, { metadata: { session_id: "meta-1" } }, "meta-1"],
    ["user", {}, { user: "bob" }, "bob"],
    ["nothing", {}, {}, "default"],
  ])("is found by %s", async (_, headers, more, session) => {
    expect((await call("", "Hello.", headers, more)).session).toBe(session);
  });

  it("is an opened session's when a bearer names it, whatever the client's own header says", async () => {
    await api("POST", "", { id: "handed-out" });
    const headers = { authorization: "Bearer handed-out", "x-claude-code-session-id": "cc-9" };
    expect((await call("", "Hello.", headers)).session).toBe("handed-out");
    await api("POST", "/handed-out/finish", {});
    expect((await call("", "Hello.", headers)).status).toBe(503);
  });

  it("never shows a secret", async () => {
    const { session } = await call("", "Hello.", { authorization: "Bearer sk-proj-very-secret" });
    expect(session).toMatch(/^key-[0-9a-f]{32}$/);
  });

  it("keeps the sub-agent with the turn", async () => {
    await call("", "Hello.", { "x-claude-code-session-id": "cc-2", "x-claude-code-agent-id": "a1" });
    const [turn] = (await simulated.server.runtime.store.readRecording("cc-2")).turns;
    expect(turn?.subAgent).toBe("a1");
  });
});

describe("readiness", () => {
  it("answers on the base URL, /healthz and /v1/models", async () => {
    for (const base of ["/s/any", "/s/any/v1"]) {
      expect((await fetch(`${simulated.server.url}${base}`, { method: "HEAD" })).status).toBe(200);
    }
    expect(await (await fetch(`${simulated.server.url}/healthz`)).json()).toMatchObject({
      status: "ok",
      engine: { ok: true },
    });
    const models = await (await fetch(`${simulated.server.url}/s/any/v1/models`)).json();
    expect(models.data[0]).toMatchObject({ id: "qwen3", object: "model" });
  });
});
