import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { untilHeld } from "@/test/recorder/held-generations";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const TEXT = "One answer over two weights, in as many words as it takes.";
const HELD: SimAnswerInput = { text: TEXT, held_after_tokens: 5, tokenisation: "plain" };

const engine = (path: string, body: object = {}) =>
  fetch(`${simulated.engine.url}${path}`, { method: "POST", body: JSON.stringify(body) });

function ask(session: string, answer: SimAnswerInput, more: object = {}, signal?: AbortSignal) {
  return fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content: simLine(answer) }], ...more }),
    ...(signal && { signal }),
  });
}

const chunk = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }) })),
});

/** The text of a stream, which must have ended as streams do. */
function streamed(text: string): string {
  const data = [...text.matchAll(/^data: (.+)$/gm)].map(([, line = ""]) => line);
  expect(data.at(-1)).toBe("[DONE]");
  return data
    .slice(0, -1)
    .flatMap((line) => chunk.parse(JSON.parse(line)).choices.map(({ delta }) => delta.content ?? ""))
    .join("");
}

async function turnsOf(session: string) {
  return (await simulated.server.runtime.store.readRecording(session)).turns;
}

const generations = z.array(
  z.object({
    rid: z.string(),
    input_ids: z.array(z.int()),
    output_ids: z.array(z.int()),
    log_probs: z.array(z.number()),
  }),
);

/** What the engine says that it sampled for a turn's requests, in order. */
async function sampledBy(ids: readonly string[]) {
  const all = generations.parse(await (await fetch(`${simulated.engine.url}/sim/generations`)).json());
  return ids.flatMap((id) => all.filter(({ rid }) => rid === id));
}

const health = z.object({ engine: z.object({ paused: z.object({ answers: z.int() }).nullable() }) });

async function pausedAnswers(): Promise<number> {
  const answer = health.parse(await (await fetch(`${simulated.server.url}/healthz`)).json());
  return answer.engine.paused?.answers ?? 0;
}

describe("an answer that the engine breaks off for new weights", () => {
  it.each([true, false])("is one answer and one turn, streamed: %s", async (stream) => {
    const session = `weights-${stream}`;
    const reply = ask(session, HELD, { stream });
    await untilHeld(simulated.engine);
    await engine("/pause_generation", { mode: "abort" });
    await expect.poll(pausedAnswers).toBe(1);
    await engine("/update_weight_version", { new_version: "7", abort_all_requests: false });
    await engine("/continue_generation");
    const text = await (await reply).text();
    expect(stream ? streamed(text) : JSON.parse(text).choices[0].message.content).toBe(TEXT);
    await engine("/update_weight_version", { new_version: "default" });
    expect(await pausedAnswers()).toBe(0);

    const turns = await turnsOf(session);
    expect(turns).toHaveLength(1);
    const [turn] = turns;
    expect(turn).toMatchObject({ finishReason: "stop", refusal: null, weightVersion: "7" });
    expect(turn?.weightSpans).toEqual([
      { version: "default", start: 0, end: 5 },
      { version: "7", start: 5, end: turn?.outputIds.length },
    ]);
    const segments = turn?.segments ?? [];
    expect(segments.map(({ start, end, finish }) => [start, end, finish])).toEqual([
      [0, 5, "abort"],
      [5, turn?.outputIds.length, "stop"],
    ]);
    const [first, second] = await sampledBy(segments.map(({ requestId }) => requestId));
    expect(second?.input_ids).toEqual([...(first?.input_ids ?? []), ...(first?.output_ids ?? [])]);
    expect([...(turn?.outputIds ?? [])]).toEqual([
      ...(first?.output_ids ?? []),
      ...(second?.output_ids ?? []),
    ]);
    expect([...(turn?.outputLogProbs ?? [])]).toEqual([
      ...(first?.log_probs ?? []),
      ...(second?.log_probs ?? []),
    ]);
  });

  it("goes on over several interruptions, and before its first token", async () => {
    const reply = ask("often", { ...HELD, held_after_tokens: 0 }, { stream: true });
    await untilHeld(simulated.engine);
    await engine("/abort_request", { abort_all: true });
    await expect.poll(pausedAnswers).toBe(1);
    await untilHeld(simulated.engine);
    await engine("/sim/release");
    expect(streamed(await (await reply).text())).toBe(TEXT);
    const cut = { text: TEXT, tokenisation: "plain", fault: { kind: "abort", after_tokens: 3 } } as const;
    expect(streamed(await (await ask("often", cut, { stream: true })).text())).toBe(TEXT);
    expect((await turnsOf("often")).map(({ segments }) => segments?.length)).toEqual([1, 2]);
  });

  it("waits within the stop strings and the limits that it was given", async () => {
    const cut: SimAnswerInput = {
      text: TEXT,
      tokenisation: "plain",
      fault: { kind: "abort", after_tokens: 3 },
    };
    const stopped = await (await ask("stopped", cut, { stop: "two" })).json();
    expect(stopped.choices[0]).toMatchObject({
      finish_reason: "stop",
      message: { content: "One answer over " },
    });
    const limited = await (await ask("limited", cut, { max_tokens: 6 })).json();
    expect(limited.choices[0].finish_reason).toBe("length");
    expect(limited.usage.completion_tokens).toBe(6);
    const [turn] = await turnsOf("limited");
    expect(turn?.outputIds).toHaveLength(6);
  });

  it("is over where its limit was met when it broke off", async () => {
    const cut: SimAnswerInput = {
      text: TEXT,
      tokenisation: "plain",
      fault: { kind: "abort", after_tokens: 4 },
    };
    const reply = await (await ask("met", cut, { max_tokens: 4 })).json();
    expect(reply.choices[0].finish_reason).toBe("length");
    const [turn] = await turnsOf("met");
    expect(turn).toMatchObject({ finishReason: "length", segments: null, refusal: null });
  });

  it("ends as it was when its client leaves meanwhile", async () => {
    const client = new AbortController();
    const reply = ask("left", HELD, { stream: true }, client.signal);
    await untilHeld(simulated.engine);
    await engine("/pause_generation", { mode: "abort" });
    await expect.poll(pausedAnswers).toBe(1);
    await (await reply).body?.cancel();
    client.abort();
    await expect.poll(async () => (await turnsOf("left").catch(() => [])).length).toBe(1);
    await engine("/continue_generation");
    const [turn] = await turnsOf("left");
    expect(turn).toMatchObject({ delivery: "undelivered", finishReason: "abort" });
    expect(turn?.outputIds).toHaveLength(5);
    expect(turn?.outputLogProbs).toHaveLength(5);
  });
});
