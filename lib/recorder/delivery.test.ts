import { describe, expect, it } from "vitest";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { callOfRequest } from "@/lib/recorder/answer/call-of-request";
import { mintCallKey } from "@/lib/recorder/edge/request-id";
import { openaiChat } from "@/lib/wire/openai-chat";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { createRecorder } from "./recorder";

const simulated = simulatedRecorder({ TURNTREE_ON_ABORT: "fail" });

interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** Stands still in the middle, so that a client can leave there. */
const HELD: SimAnswerInput = {
  text: "one two three four five six seven eight nine ten",
  held_after_tokens: 5,
};

function post(session: string, messages: readonly ChatMessage[], more: object = {}, signal?: AbortSignal) {
  return fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages, ...more }),
    ...(signal === undefined ? {} : { signal }),
  });
}

function user(answer: SimAnswerInput, before?: string): ChatMessage {
  return { role: "user", content: simLine(answer, before) };
}

async function turns(session: string) {
  const record = await simulated.server.runtime.store.findSession(session);
  return record === null ? [] : (await simulated.server.runtime.store.readRecording(session)).turns;
}

async function deliveries(session: string) {
  return (await turns(session)).map((turn) => turn.delivery);
}

/** Reads a stream until some text of the answer has come, then leaves. */
async function leaveMidStream(session: string, message: ChatMessage): Promise<void> {
  const abort = new AbortController();
  const response = await post(session, [message], { stream: true }, abort.signal);
  const reader = response.body?.getReader();
  let text = "";
  while (reader && !/"content":"[^"]+"/.test(text)) {
    const { value } = await reader.read();
    text += new TextDecoder().decode(value);
  }
  abort.abort();
}

describe("a client that leaves", () => {
  it("in the middle of a stream leaves an undelivered turn with what was sampled, and the engine is told", async () => {
    await leaveMidStream("left", user(HELD));
    await expect.poll(() => deliveries("left")).toEqual(["undelivered"]);
    const [turn] = await turns("left");
    expect(turn?.finishReason).toBe("abort");
    expect(turn?.outputIds.length).toBeGreaterThan(0);
    expect(turn?.outputIds.length).toBeLessThanOrEqual(5);
    await expect.poll(async () => lastGeneration()).toMatchObject({ finish: { type: "abort" } });
  });

  it("while it waits for a whole answer leaves what was sampled, with its log-probs", async () => {
    const abort = new AbortController();
    const waiting = expect(post("waiting", [user(HELD)], {}, abort.signal)).rejects.toThrow();
    await untilHeld(simulated.engine);
    abort.abort();
    await waiting;
    await expect.poll(() => deliveries("waiting")).toEqual(["undelivered"]);
    const [turn] = await turns("waiting");
    expect(turn?.outputIds).toHaveLength(5);
    expect(turn?.outputLogProbs).toHaveLength(5);
  });

  it("and goes on with the part that it got shows that the answer arrived in part", async () => {
    const asked = user(HELD, "Part.");
    await leaveMidStream("in-part", asked);
    await expect.poll(() => deliveries("in-part")).toEqual(["undelivered"]);
    const sampled = (await turns("in-part"))[0]?.responseMessage?.content ?? "";
    const part = { role: "assistant", content: sampled.slice(0, 2) };
    await (await post("in-part", [asked, part, user({ text: "Then." })])).json();
    expect((await deliveries("in-part"))[0]).toBe("partly_delivered");
  });

  it("before anything was sampled leaves nothing, and the next call of the session works", async () => {
    const abort = new AbortController();
    const asked = [user({ text: "x", held_after_tokens: 0 })];
    const waiting = expect(post("early", asked, {}, abort.signal)).rejects.toThrow();
    await untilHeld(simulated.engine);
    abort.abort();
    await waiting;
    expect((await post("early", [user({ text: "fine" })])).status).toBe(200);
    expect(await turns("early")).toHaveLength(1);
  });

  it("and asks again is a retry of the turn that it did not get", async () => {
    const message = user(HELD, "Count.");
    await leaveMidStream("retried", message);
    await expect.poll(() => deliveries("retried")).toEqual(["undelivered"]);
    const again = post("retried", [message]);
    await untilHeld(simulated.engine);
    await releaseHeld(simulated.engine);
    await (await again).json();
    await expect.poll(() => deliveries("retried")).toEqual(["undelivered", "delivered"]);
    expect((await turns("retried")).map((turn) => turn.retryOf)).toEqual([null, 1]);
  });
});

describe("a reply that nobody takes", () => {
  const target = (session: string) => ({ protocol: openaiChat, session, key: mintCallKey() });
  const asking = (more: object) => {
    const body = JSON.stringify({ messages: [user({ text: "Nobody reads this." })], ...more });
    return new Request("http://localhost/", { method: "POST", body });
  };

  it.each([
    ["in one piece", "untaken", {}],
    ["as a stream", "untaken-stream", { stream: true }],
  ])("%s is recorded whole, and undelivered once the client has left", async (_, session, more) => {
    const { recorder } = simulated.server.runtime;
    const response = await recorder.call(target(session), callOfRequest(asking(more)));
    await expect.poll(() => deliveries(session)).toEqual(["pending"]);
    await response.body?.cancel();
    await expect.poll(() => deliveries(session)).toEqual(["undelivered"]);
    expect((await turns(session))[0]).toMatchObject({
      finishReason: "stop",
      responseMessage: { content: "Nobody reads this." },
    });
  });
});

describe("an echo of the whole answer", () => {
  it("proves that an answer held to be lost has arrived", async () => {
    const asked = user({ text: "The answer." });
    await (await post("echoed", [asked])).json();
    await expect.poll(() => deliveries("echoed")).toEqual(["delivered"]);
    await simulated.server.runtime.store.setDelivery("echoed", 1, "undelivered");
    const echo = [asked, { role: "assistant", content: "The answer." }, user({ text: "Good." })];
    await callAfterRestart("echoed", echo);
    await expect.poll(() => deliveries("echoed")).toEqual(["delivered", "delivered"]);
  });

  it("settles a turn that a crash left pending", async () => {
    const asked = user({ text: "Before the crash." });
    await (await post("crashed", [asked])).json();
    await expect.poll(() => deliveries("crashed")).toEqual(["delivered"]);
    await simulated.server.runtime.store.setDelivery("crashed", 1, "pending");
    await callAfterRestart("crashed", [asked, { role: "assistant", content: "Something else." }, asked]);
    expect((await deliveries("crashed"))[0]).toBe("pending");
    await callAfterRestart("crashed", [asked, { role: "assistant", content: "Before the crash." }, asked]);
    expect((await deliveries("crashed"))[0]).toBe("delivered");
  });
});

describe("calls of one session side by side", () => {
  it("sample in parallel and are recorded one after another, two answers to one prompt as two turns", async () => {
    const slow = post("parallel", [user({ text: "slow", held_after_tokens: 0 })]);
    await untilHeld(simulated.engine);
    await (await post("parallel", [user({ text: "quick" })])).json();
    await releaseHeld(simulated.engine);
    await (await slow).json();
    const recorded = await turns("parallel");
    expect(recorded.map((turn) => turn.responseMessage?.content)).toEqual(["quick", "slow"]);
    await Promise.all([1, 2].map(async () => (await post("twins", [user({ text: "same" })])).json()));
    expect((await turns("twins")).map((turn) => turn.retryOf)).toEqual([null, null]);
  });
});

describe("a stream", () => {
  it("is cut, not finished, when the engine breaks off in the middle", async () => {
    const broken = user({ text: HELD.text, token_delay_ms: 5, fault: { kind: "hang_up", after_tokens: 4 } });
    const response = await post("cut", [broken], { stream: true });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    await expect.poll(() => deliveries("cut")).toEqual(["undelivered"]);
    expect((await turns("cut"))[0]?.finishReason).toBe("error");
  });

  it("ends with the bytes that clients wait for", async () => {
    const text = await (await post("closing", [user({ text: "Done." })], { stream: true })).text();
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  it("names each tool call so that no other turn's call has its id", async () => {
    const call = '<tool_call>\n{"name": "ls", "arguments": {"path": "."}}\n</tool_call>';
    const ask = async () => {
      const response = await post("tools", [user({ text: call })], { tools: [LS] });
      return (await response.json()).choices[0].message.tool_calls[0].id;
    };
    const ids = [await ask(), await ask()];
    expect(new Set(ids).size).toBe(2);
    const recorded = await turns("tools");
    expect(recorded.map((turn) => turn.responseMessage?.tool_calls?.[0]?.id)).toEqual(ids);
    expect(ids[0]).toContain(recorded[0] && turnFactsJson(recorded[0]).call);
  });
});

describe("stop strings", () => {
  it("end the answer where they stand, and the ids with the one that completes them", async () => {
    const request = [user({ text: "one two STOP three four", tokenisation: "plain" })];
    const whole = await (await post("stops", request, { stop: ["STOP"] })).json();
    expect(whole.choices[0].message.content).toBe("one two ");
    expect(whole.choices[0].finish_reason).toBe("stop");
    const streamed = await (await post("stops", request, { stop: ["STOP"], stream: true })).text();
    expect(streamed).not.toContain("three");
    for (const turn of await turns("stops")) {
      expect(turn.matchedStop).toBe("STOP");
      expect(simulated.server.runtime.model.decode(turn.outputIds)).toMatch(/STOP$/);
      expect(turn.outputLogProbs).toHaveLength(turn.outputIds.length);
    }
  });
});

const LS = { type: "function", function: { name: "ls", parameters: { type: "object", properties: {} } } };

async function lastGeneration(): Promise<unknown> {
  return (await (await fetch(`${simulated.engine.url}/sim/generations`)).json()).at(-1);
}

/** A call to another process over the same database, one that remembers nothing of the session. */
async function callAfterRestart(session: string, messages: readonly ChatMessage[]): Promise<void> {
  const request = new Request("http://localhost/", { method: "POST", body: JSON.stringify({ messages }) });
  const target = { protocol: openaiChat, session, key: mintCallKey() };
  const restarted = createRecorder(simulated.server.runtime);
  await (await restarted.call(target, callOfRequest(request))).json();
  await restarted.close();
}
