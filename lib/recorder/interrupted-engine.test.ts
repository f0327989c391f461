import { describe, expect, it } from "vitest";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { serveRecorder } from "@/test/recorder/recorder-server";
import { simLine } from "@/test/recorder/sim-line";

const HELD: SimAnswerInput = {
  text: "One answer of two engines, in as many words as it takes.",
  held_after_tokens: 5,
  tokenisation: "plain",
};

const recorderBefore = ({ url }: SimEngine, more: Readonly<Record<string, string>> = {}) =>
  serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: url, ...more });

const askWhole = (url: string, session: string) =>
  fetch(`${url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content: simLine(HELD) }] }),
  });

// One after another: a process has one recorder.
describe("an answer whose engine goes away", () => {
  it("goes on in another process of the engine under the same address", async () => {
    const first = await startSimEngine();
    const server = await recorderBefore(first);
    const port = Number(new URL(first.url).port);
    const reply = fetch(`${server.url}/s/killed/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ stream: true, messages: [{ role: "user", content: simLine(HELD) }] }),
    });
    await untilHeld(first);
    await first.close();
    const paused = async () => (await (await fetch(`${server.url}/healthz`)).json()).engine.paused?.answers;
    await expect.poll(paused).toBe(1);
    const second = await startSimEngine({ port });
    // It knows nothing of the first and begins what it was asked for.
    await untilHeld(second);
    await releaseHeld(second);
    expect(await (await reply).text()).toContain("[DONE]");
    const [turn] = (await server.runtime.store.readRecording("killed")).turns;
    expect(turn?.segments?.map(({ finish }) => finish)).toEqual(["abort", "stop"]);
    expect([...(turn?.outputLogProbs ?? [Number.NaN])].some(Number.isNaN)).toBe(false);
    await server.close();
    await second.close();
  });

  it("fails when the engine does not go on in the time that it is given", async () => {
    const engine = await startSimEngine();
    const server = await recorderBefore(engine, { TURNTREE_ABORT_WAIT_S: "1" });
    const reply = askWhole(server.url, "late");
    await untilHeld(engine);
    await fetch(`${engine.url}/pause_generation`, { method: "POST", body: '{"mode":"abort"}' });
    expect((await reply).status).toBe(502);
    const [turn] = (await server.runtime.store.readRecording("late")).turns;
    expect(turn).toMatchObject({ delivery: "undelivered", finishReason: "error" });
    expect(turn?.outputIds).toHaveLength(5);
    await server.close();
    await engine.close();
  });

  it("keeps a whole reply alive with white space while it waits", async () => {
    const engine = await startSimEngine();
    const server = await recorderBefore(engine);
    const reply = askWhole(server.url, "alive");
    await untilHeld(engine);
    await fetch(`${engine.url}/pause_generation`, { method: "POST", body: '{"mode":"abort"}' });
    // It comes only when nothing did for as long as proxies bear.
    const response = await reply;
    expect(response.status).toBe(200);
    await fetch(`${engine.url}/continue_generation`, { method: "POST" });
    const text = await response.text();
    expect(text).toMatch(/^\n+\{/);
    expect(JSON.parse(text).choices[0].message.content).toBe(HELD.text);
    const turn = async () => (await server.runtime.store.readRecording("alive")).turns[0];
    await expect.poll(async () => (await turn())?.delivery).toBe("delivered");
    expect((await turn())?.segments).toHaveLength(2);
    await server.close();
    await engine.close();
  });

  it("cuts a whole reply that it kept alive in vain", async () => {
    const engine = await startSimEngine();
    const server = await recorderBefore(engine, { TURNTREE_ABORT_WAIT_S: "12" });
    const reply = askWhole(server.url, "vain");
    await untilHeld(engine);
    await fetch(`${engine.url}/pause_generation`, { method: "POST", body: '{"mode":"abort"}' });
    await expect((await reply).text()).rejects.toThrow();
    const [turn] = (await server.runtime.store.readRecording("vain")).turns;
    expect(turn).toMatchObject({ delivery: "undelivered", finishReason: "error" });
    expect(turn?.outputIds).toHaveLength(5);
    await server.close();
    await engine.close();
  });
});
