import { describe, expect, it } from "vitest";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const recorder = simulatedRecorder({ TURNTREE_MAX_CALLS: "4", TURNTREE_RUN_SHARE: "0.5" });

const held = simLine({ text: "one two three four five six", held_after_tokens: 3 });

function call(session: string, text = held, path = "chat/completions"): Promise<Response> {
  return fetch(`${recorder.server.url}/s/${session}/v1/${path}`, {
    method: "POST",
    body: JSON.stringify({ max_tokens: 20, model: "m", messages: [{ role: "user", content: text }] }),
  });
}

async function open(id: string, run: string): Promise<void> {
  const body = JSON.stringify({ id, labels: { run } });
  const { status } = await fetch(`${recorder.server.url}/api/sessions`, { method: "POST", body });
  expect(status).toBe(201);
}

async function sampled(session: string): Promise<number> {
  const { store } = recorder.server.runtime;
  if ((await store.findSession(session)) === null) return 0;
  return (await store.readRecording(session)).turns.length;
}

describe("a recorder that answers as many calls as it takes at once", () => {
  it("refuses one more with 429 and Retry-After in the protocol's shape, and samples nothing for it", async () => {
    const running = ["a", "b", "c", "d"].map((session) => call(session));
    await untilHeld(recorder.engine, 4);
    const chat = await call("e", "quick");
    expect([chat.status, chat.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(await chat.json()).toEqual({
      error: {
        type: "rate_limit_error",
        code: "too_many_calls",
        message: expect.stringContaining("answers 4 calls already"),
        param: null,
      },
    });
    const messages = await call("e", "quick", "messages");
    expect([messages.status, messages.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(await messages.json()).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
    await releaseHeld(recorder.engine);
    for (const one of running) expect((await one).status).toBe(200);
    expect(await sampled("e")).toBe(0);
    expect((await call("e", "quick")).status).toBe(200);
  });

  it("has its places back after calls that fail and clients that leave", async () => {
    for (let round = 0; round < 6; round++) {
      expect(
        (await call("failing", simLine({ fault: { kind: "status", status: 400, message: "no" } }))).status,
      ).toBe(400);
    }
    for (let round = 0; round < 6; round++) {
      const leaving = new AbortController();
      const left = fetch(`${recorder.server.url}/s/left-${round}/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify({ messages: [{ role: "user", content: held }] }),
        signal: leaving.signal,
      });
      await untilHeld(recorder.engine);
      leaving.abort();
      await expect(left).rejects.toThrow();
      await untilHeld(recorder.engine, 0);
    }
    const statuses = async () => {
      const all = await Promise.all(["f", "g", "h", "i"].map((session) => call(session, "quick")));
      return all.map(({ status }) => status);
    };
    // The last that left may still be on its way out.
    await expect.poll(statuses).toEqual([200, 200, 200, 200]);
  });
});

describe("a run that holds its share of the calls", () => {
  it("waits, while another run's calls are answered", async () => {
    for (const [id, run] of [
      ["mine-1", "mine"],
      ["mine-2", "mine"],
      ["mine-3", "mine"],
      ["other", "other"],
    ] as const) {
      await open(id, run);
    }
    const running = [call("mine-1"), call("mine-2")];
    await untilHeld(recorder.engine, 2);
    const third = await call("mine-3", "quick");
    expect([third.status, third.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(await third.text()).toContain('The run \\"mine\\" has 2 calls already');
    expect((await call("other", "quick")).status).toBe(200);
    await releaseHeld(recorder.engine);
    await Promise.all(running);
    expect((await call("mine-3", "quick")).status).toBe(200);
    expect(await sampled("mine-3")).toBe(1);
  });
});
