import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { callOfRequest } from "@/lib/recorder/answer/call-of-request";
import { mintCallKey } from "@/lib/recorder/edge/request-id";
import { openaiChat } from "@/lib/wire/openai-chat";
import { cuttingProxy } from "@/test/recorder/cutting-proxy";
import { BODIES, PATHS, RETRY, retryClient, THINKS } from "@/test/recorder/retry-client";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { joinedEvents } from "@/test/wire/joined-events";
import { createRecorder } from "./recorder";

const simulated = simulatedRecorder();

const { post, ask, turns, deliveries, trained, sampledSoFar } = retryClient(simulated);

/** A call to a recorder that has just started over the same database. */
async function askAfterRestart(session: string, text: string, headers: Record<string, string>) {
  const { store, model, engine, settings, keys } = simulated.server.runtime;
  const recorder = createRecorder({ store, model, engine, settings, keys });
  const request = new Request("http://localhost/v1/chat/completions", {
    method: "POST",
    headers,
    body: JSON.stringify({ model: "m", ...BODIES["/v1/chat/completions"](text) }),
  });
  const target = { protocol: openaiChat, session, token: null, key: mintCallKey() };
  const response = await recorder.call(target, callOfRequest(request));
  const body = await response.text();
  await recorder.close();
  return { headers: response.headers, body };
}

describe("a call that an SDK counts as a retry", () => {
  it.each(PATHS)("gets the first answer byte for byte, and is one turn: %s", async (path) => {
    const session = `counted${path.replaceAll("/", "-")}`;
    const first = await post(session, path, simLine(THINKS), { headers: { "x-stainless-retry-count": "0" } });
    const before = await sampledSoFar();
    const second = await post(session, path, simLine(THINKS), { headers: RETRY });
    expect(await second.text()).toBe(await first.text());
    expect(first.headers.get("x-turntree-replayed")).toBeNull();
    expect(second.headers.get("x-turntree-replayed")).toBe("2");
    expect(second.headers.get("x-turntree-turn")).toBe("1");
    expect(await sampledSoFar()).toBe(before);
    await expect.poll(() => deliveries(session)).toEqual(["delivered 2"]);
    const { trained: kept, sampled } = await trained(session);
    expect(kept).toBe(sampled);
  });

  it.each(PATHS)("gets the first answer as a stream of the same events, whole: %s", async (path) => {
    const session = `streamed${path.replaceAll("/", "-")}`;
    const first = await (await post(session, path, simLine(THINKS), { stream: true })).text();
    const second = await (
      await post(session, path, simLine(THINKS), { stream: true, headers: RETRY })
    ).text();
    expect(joinedEvents(second)).toEqual(joinedEvents(first));
    await expect.poll(() => deliveries(session)).toEqual(["delivered 2"]);
  });

  it("gets without a stream what was lost of one", async () => {
    const stream = await (await post("unstreamed", "/v1/messages", simLine(THINKS), { stream: true })).text();
    const whole = await (
      await post("unstreamed", "/v1/messages", simLine(THINKS), { headers: RETRY })
    ).json();
    expect(stream).toContain(whole.id);
    expect(whole.content.map(({ type }: { type: string }) => type)).toEqual(["thinking", "text", "tool_use"]);
    expect(await turns("unstreamed")).toHaveLength(1);
  });

  it("gets it after a restart too", async () => {
    const first = await ask("restarted", simLine(THINKS));
    const text = await first.text();
    await expect.poll(() => deliveries("restarted")).toEqual(["delivered 1"]);
    const again = await askAfterRestart("restarted", simLine(THINKS), RETRY);
    expect(again.body).toBe(text);
    expect(again.headers.get("x-turntree-replayed")).toBe("2");
    expect(await turns("restarted")).toHaveLength(1);
  });

  it("gets without any mark what a crash kept from the client", async () => {
    const text = await (await ask("crashed", simLine(THINKS))).text();
    await expect.poll(() => deliveries("crashed")).toEqual(["delivered 1"]);
    await simulated.server.runtime.store.setDelivery("crashed", 1, "pending");
    expect((await askAfterRestart("crashed", simLine(THINKS), {})).body).toBe(text);
    await expect.poll(() => deliveries("crashed")).toEqual(["delivered 2"]);
  });

  it("is sampled after a failure of the engine, whatever an equal call was answered", async () => {
    const other = await (await ask("failed", "Hello.")).json();
    await fetch(`${simulated.engine.url}/sim/answers`, {
      method: "POST",
      body: JSON.stringify([
        { fault: { kind: "status", status: 500, message: "broken" } },
        { text: "Second." },
      ]),
    });
    expect((await ask("failed", "Hello.")).status).toBe(502);
    const retried = await (await ask("failed", "Hello.", RETRY)).json();
    expect(retried.choices[0].message.content).toBe("Second.");
    expect(retried.id).not.toBe(other.id);
  });

  it("is no retry of an answer that the client has gone on from", async () => {
    const text = simLine({ text: "One." });
    const { choices } = await (await ask("went-on", text)).json();
    const history = [{ role: "user", content: text }, choices[0].message, { role: "user", content: "And?" }];
    const more = await fetch(`${simulated.server.url}/s/went-on/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model: "m", ...BODIES["/v1/chat/completions"](""), messages: history }),
    });
    expect(more.status).toBe(200);
    const again = await ask("went-on", text, RETRY);
    expect(again.headers.get("x-turntree-replayed")).toBeNull();
  });
});

it("n equal calls give n answers", async () => {
  const texts = await Promise.all([1, 2, 3, 4].map(async () => (await ask("equal", "Say anything.")).json()));
  texts.push(await (await ask("equal", "Say anything.")).json());
  expect(new Set(texts.map(({ id }) => id)).size).toBe(5);
  expect(await turns("equal")).toHaveLength(5);
});

describe("an idempotency key", () => {
  it.each(["Idempotency-Key", "X-Idempotency-Key"])("in %s is answered once", async (name) => {
    const headers = { [name]: "k-1" };
    const first = await (await ask(`once-${name}`, "Hello.", headers)).text();
    expect(await (await ask(`once-${name}`, "Hello.", headers)).text()).toBe(first);
    const other = await (await ask(`once-${name}`, "Hello.", { [name]: "k-2" })).text();
    expect(other).not.toBe(first);
    expect(await turns(`once-${name}`)).toHaveLength(2);
  });

  it.each(PATHS)(
    "given to another body is a conflict in the protocol's shape, which no SDK retries: %s",
    async (path) => {
      const session = `conflict${path.replaceAll("/", "-")}`;
      const headers = { "idempotency-key": "k" };
      await (await post(session, path, "One.", { headers })).text();
      const response = await post(session, path, "Two.", { headers });
      expect(response.status).toBe(409);
      expect(response.headers.get("x-should-retry")).toBe("false");
      const { error } = await response.json();
      expect(error).toMatchObject({
        type: "invalid_request_error",
        message: expect.stringContaining("idempotency key"),
      });
      expect(await turns(session)).toHaveLength(1);
    },
  );
});

describe("a connection that breaks under an SDK", () => {
  it("costs no answer: openai asks again and gets the one that was sampled", async () => {
    const proxy = await cuttingProxy(simulated.server.url, [1]);
    const before = await sampledSoFar();
    const client = new OpenAI({ baseURL: `${proxy.url}/s/cut-openai/v1`, apiKey: "dummy", maxRetries: 2 });
    const reply = await client.chat.completions.create({
      model: "m",
      messages: [{ role: "user", content: simLine({ text: "Only once." }) }],
    });
    expect(reply.choices[0]?.message.content).toBe("Only once.");
    expect(await sampledSoFar()).toBe(before + 1);
    await expect.poll(() => deliveries("cut-openai")).toEqual(["delivered 2"]);
    await proxy.close();
  });

  it("costs no answer: anthropic's stream is cut before its first byte", async () => {
    const proxy = await cuttingProxy(simulated.server.url, [1]);
    const client = new Anthropic({ baseURL: `${proxy.url}/s/cut-anthropic`, apiKey: "dummy", maxRetries: 2 });
    const stream = client.messages.stream({
      model: "m",
      max_tokens: 200,
      messages: [{ role: "user", content: simLine({ text: "Streamed once." }) }],
    });
    const { content } = await stream.finalMessage();
    expect(content).toMatchObject([{ type: "text", text: "Streamed once." }]);
    await expect.poll(async () => (await deliveries("cut-anthropic")).at(-1)).toMatch(/^delivered/);
    const recorded = await turns("cut-anthropic");
    expect(recorded.filter(({ delivery }) => delivery === "delivered")).toHaveLength(1);
    await proxy.close();
  });
});
