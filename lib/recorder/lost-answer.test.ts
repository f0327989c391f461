import { describe, expect, it } from "vitest";
import { z } from "zod";
import { forkCauses } from "@/lib/core/causes/fork-causes";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder({ TURNTREE_ON_ABORT: "fail" });

interface ChatMessage {
  readonly role: string;
  readonly content: string | null;
  readonly reasoning_content?: string;
}

const BASH = { type: "function", function: { name: "bash", parameters: { type: "object", properties: {} } } };
const CALL = '<tool_call>\n{"name": "bash", "arguments": {"command": "make"}}\n</tool_call>';
const asked: ChatMessage = { role: "user", content: "Build it." };
const thanks: ChatMessage = { role: "user", content: "Thanks." };
const nothing: ChatMessage = { role: "assistant", content: "" };

function call(
  session: string,
  messages: readonly ChatMessage[],
  more: { readonly stream?: boolean; readonly signal?: AbortSignal } = {},
): Promise<Response> {
  const { stream = false, ...rest } = more;
  return fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages, tools: [BASH], stream }),
    ...rest,
  });
}

/** Has the engine sample this next, whoever asks. */
async function next(answer: SimAnswerInput): Promise<void> {
  await fetch(`${simulated.engine.url}/sim/answers`, { method: "POST", body: JSON.stringify([answer]) });
}

/** A whole answer, as the client gets it. */
async function ask(session: string, messages: readonly ChatMessage[], text: string): Promise<ChatMessage> {
  await next({ text });
  const response = await call(session, messages);
  expect(response.status).toBe(200);
  return (await response.json()).choices[0].message;
}

/** A stream that the engine breaks off after so many tokens; returns what reached the client. */
async function lose(session: string, text: string, tokens: number): Promise<string> {
  const before = (await turns(session)).length;
  await next({
    text,
    tokenisation: "plain",
    token_delay_ms: 5,
    fault: { kind: "hang_up", after_tokens: tokens },
  });
  const response = await call(session, [asked], { stream: true });
  const reader = response.body?.getReader();
  let received = "";
  try {
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      received += new TextDecoder().decode(read.value);
    }
  } catch {
    // The cut.
  }
  await expect.poll(async () => (await turns(session)).length).toBe(before + 1);
  return received;
}

async function turns(session: string) {
  const record = await simulated.server.runtime.store.findSession(session);
  return record === null ? [] : (await simulated.server.runtime.store.readRecording(session)).turns;
}

const generations = z.array(z.object({ input_ids: z.array(z.number()), output_ids: z.array(z.number()) }));

/** The prompt ids of the latest call, as they arrived at the engine. */
async function promptAtEngine(): Promise<readonly number[]> {
  const heard = generations.parse(await (await fetch(`${simulated.engine.url}/sim/generations`)).json());
  return heard.at(-1)?.input_ids ?? [];
}

async function shapeOf(session: string) {
  const recording = await simulated.server.runtime.store.readRecording(session);
  const result = linearise(recording, resolvePolicy("strict"));
  return {
    deliveries: recording.turns.map(({ delivery }) => delivery),
    retries: recording.turns.map(({ retryOf }) => retryOf),
    forks: forkCauses(recording, result).map(({ cause }) => cause),
    samples: result.samples.map((sample) => sample.turns),
  };
}

const THOUGHT = "<think>\nThe build comes first, then the tests and the rest of it.\n</think>\n\n";

describe.each([
  [
    "the reasoning",
    "kept-reasoning",
    { ...nothing, reasoning_content: "The build comes" },
    "partly_delivered",
  ],
  ["nothing", "kept-nothing", nothing, "undelivered"],
] as const)("a client that keeps %s of an answer that was lost half way", (_, session, remnant, delivery) => {
  it("asks the same again, to the last id", async () => {
    await lose(session, `${THOUGHT}I build it.`, 7);
    await ask(session, [asked, remnant], "Built.");
    const { prompts } = await simulated.server.runtime.store.readRecording(session);
    expect(await promptAtEngine()).toEqual([...prompts.ids(1)]);
  });

  it("goes on from the second answer in one chain of sampled ids", async () => {
    const [, second] = await turns(session);
    const held = [...(await promptAtEngine()), ...(second?.outputIds ?? [])];
    await ask(session, [asked, remnant, { role: "assistant", content: "Built." }, thanks], "Welcome.");
    const prompt = await promptAtEngine();
    expect(prompt.slice(0, held.length)).toEqual(held);
    expect(simulated.server.runtime.model.decode(prompt.slice(held.length))).toBe(
      "\n<|im_start|>user\nThanks.<|im_end|>\n<|im_start|>assistant\n",
    );
  });

  it("leaves a retry and no fork, and says what was left out", async () => {
    expect(await shapeOf(session)).toEqual({
      deliveries: [delivery, "delivered", "delivered"],
      retries: [null, 1, null],
      forks: [],
      samples: [[2, 3]],
    });
    const [, retry, last] = await turns(session);
    const rewrite = {
      turnIndex: null,
      tolerance: "answer without words left out",
      held: null,
      echoed: remnant,
    };
    expect(retry?.promptMessages).toEqual([asked]);
    expect(retry?.acceptedRewrites).toEqual([{ ...rewrite, messageIndex: 1 }]);
    expect(last?.promptMessages).toMatchObject([asked, { content: "Built." }, thanks]);
    expect(last?.acceptedRewrites).toEqual([{ ...rewrite, messageIndex: 1 }]);
  });
});

describe("an empty answer in a history", () => {
  it("is left out too where the call that it stands for failed before a turn was recorded", async () => {
    await ask("failed-before", [asked, nothing, thanks], "Welcome.");
    const withIt = await promptAtEngine();
    await ask("never-failed", [asked, thanks], "Welcome.");
    expect(withIt).toEqual(await promptAtEngine());
    expect((await turns("failed-before"))[0]?.acceptedRewrites).toMatchObject([
      { messageIndex: 1, held: null },
    ]);
  });

  it("is the answer where the model said nothing and that arrived", async () => {
    await ask("silent", [asked], "");
    await ask("silent", [asked, nothing, thanks], "Welcome.");
    expect((await shapeOf("silent")).samples).toEqual([[1, 2]]);
    expect((await turns("silent"))[1]?.acceptedRewrites).toEqual([]);
  });
});

describe("an answer that breaks off", () => {
  it("shows the client nothing of a tool call that had only begun", async () => {
    const received = await lose("half-a-call", `I build it.\n${CALL}`, 14);
    expect(received).toContain("build");
    expect(received).not.toContain("tool_call");
    const [lost] = await turns("half-a-call");
    expect(lost?.responseMessage?.content).toContain("<tool_call>");
  });

  it("is no fork when the user goes on without it", async () => {
    await lose("without", "I build it all again.", 4);
    await ask("without", [asked, thanks], "Welcome.");
    expect(await shapeOf("without")).toMatchObject({ retries: [null, null], forks: [], samples: [[2]] });
  });

  it("is a fork of its own cause when the client goes on from a part of it", async () => {
    await lose("in-part", "I build it all again.", 4);
    const part = { role: "assistant", content: "I build" };
    await ask("in-part", [asked, part, thanks], "Welcome.");
    expect(await shapeOf("in-part")).toEqual({
      deliveries: ["partly_delivered", "delivered"],
      retries: [null, null],
      forks: ["truncated anchor"],
      samples: [[2]],
    });
  });
});

describe("a client that leaves and asks again at once", () => {
  it("is known for it before the engine has told what it had", async () => {
    await next({ text: "one two three four five six seven eight", held_after_tokens: 4 });
    const leaving = new AbortController();
    const response = await call("at-once", [asked], { stream: true, signal: leaving.signal });
    const reader = response.body?.getReader();
    let text = "";
    while (reader && !/"content":"[^"]+"/.test(text)) {
      text += new TextDecoder().decode((await reader.read()).value);
    }
    leaving.abort();
    await ask("at-once", [asked], "Built.");
    expect(await shapeOf("at-once")).toMatchObject({
      deliveries: ["undelivered", "delivered"],
      retries: [null, 1],
      forks: [],
    });
  });
});
