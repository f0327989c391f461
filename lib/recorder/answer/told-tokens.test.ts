import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

let calls = 0;

beforeEach(() => {
  calls++;
});

async function post(path: string, fields: object, said: object): Promise<Response> {
  const content = `[[sim ${JSON.stringify(said)}]]`;
  const body = path === "/v1/responses" ? { input: content } : { messages: [{ role: "user", content }] };
  const response = await fetch(`${simulated.server.url}/s/told-${calls}${path}`, {
    method: "POST",
    body: JSON.stringify({ model: "m", max_tokens: 200, ...body, ...fields }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-turntree-without-effect")).toBeNull();
  return response;
}

async function events(response: Response): Promise<unknown[]> {
  return (await response.text())
    .split("\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line) => JSON.parse(line.slice("data: ".length)));
}

const generation = z.object({
  input_ids: z.array(z.number()),
  output_ids: z.array(z.number()),
  log_probs: z.array(z.number()),
});

async function sampled(): Promise<z.output<typeof generation>> {
  const listed = await fetch(`${simulated.engine.url}/sim/generations`);
  return (
    z
      .array(generation)
      .parse(await listed.json())
      .at(-1) ?? expect.fail("Nothing was sampled.")
  );
}

const THINKING = "<think>\nA thought.\n</think>\n\nAn answer of some words.";

const token = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.number()) });
const told = z.array(token.extend({ top_logprobs: z.array(token) }));

async function expectLikeliest(entries: z.output<typeof told>, count: number): Promise<void> {
  const { output_ids: ids, log_probs: logProbs } = await sampled();
  expect(entries.map(({ logprob }) => logprob)).toEqual(logProbs);
  expect(entries).toHaveLength(ids.length);
  for (const { token: text, logprob, top_logprobs: top } of entries) {
    expect(top).toHaveLength(count);
    expect(top[0]).toMatchObject({ token: text, logprob });
    expect(top[1]?.logprob).toBeCloseTo(logprob - 1, 9);
  }
}

describe("the likeliest tokens at each position", () => {
  const asked = { logprobs: true, top_logprobs: 2 };

  it("are told over Chat Completions, whole and streamed", async () => {
    const choices = z.object({ choices: z.tuple([z.object({ logprobs: z.object({ content: told }) })]) });
    const whole = choices.parse(await (await post("/v1/chat/completions", asked, { text: THINKING })).json());
    await expectLikeliest(whole.choices[0].logprobs.content, 2);
    const chunks = await events(
      await post("/v1/chat/completions", { ...asked, stream: true }, { text: "Another." }),
    );
    const read = z.object({
      choices: z.tuple([z.object({ logprobs: z.object({ content: told }).nullable() })]),
    });
    const streamed = chunks.flatMap((chunk) => read.parse(chunk).choices[0].logprobs?.content ?? []);
    await expectLikeliest(streamed, 2);
  });

  it.each([
    ["asked for by number", { top_logprobs: 3 }, 3],
    ["not asked for, only log-probs", { include: ["message.output_text.logprobs"] }, 0],
  ])("are told over the Responses API: %s", async (_, fields, count) => {
    const reply = z.object({
      output: z.tuple([z.object({ content: z.tuple([z.object({ logprobs: told })]) })]),
    });
    const { output } = reply.parse(
      await (await post("/v1/responses", fields, { text: "An answer." })).json(),
    );
    const entries = output[0].content[0].logprobs;
    if (count > 0) await expectLikeliest(entries, count);
    else for (const entry of entries) expect(entry.top_logprobs).toEqual([]);
  });
});

describe("the ids of prompt and answer", () => {
  const asked = { return_token_ids: true };

  it("are told over Chat Completions in vLLM's shape", async () => {
    const reply = z.object({
      prompt_token_ids: z.array(z.number()),
      choices: z.tuple([z.object({ token_ids: z.array(z.number()) })]),
    });
    const { prompt_token_ids, choices } = reply.parse(
      await (await post("/v1/chat/completions", asked, { text: THINKING })).json(),
    );
    const { input_ids, output_ids } = await sampled();
    expect(prompt_token_ids).toEqual(input_ids);
    expect(choices[0].token_ids).toEqual(output_ids);
  });

  it.each([
    ["as they come", {}, { text: THINKING }],
    ["where a stop string ends the answer", { stop: ["some"] }, { text: THINKING }],
    ["where they come to nothing that is shown", {}, { text: "<tool_call>\n{" }],
  ])("come with the chunks of a stream, the prompt's with the first: %s", async (_, fields, said) => {
    const chunk = z.object({
      prompt_token_ids: z.array(z.number()).optional(),
      choices: z.array(z.object({ token_ids: z.array(z.number()) })),
    });
    const stream = await post("/v1/chat/completions", { ...asked, stream: true, ...fields }, said);
    const chunks = z.array(chunk).parse(await events(stream));
    const { input_ids } = await sampled();
    expect(chunks.map((part) => part.prompt_token_ids !== undefined).lastIndexOf(true)).toBe(0);
    expect(chunks[0]?.prompt_token_ids).toEqual(input_ids);
    const lines = await fetch(`${simulated.server.url}/api/sessions/told-${calls}/turns.jsonl`);
    const turn = z
      .object({ output_ids: z.array(z.number()) })
      .parse(JSON.parse((await lines.text()).split("\n")[1] ?? ""));
    expect(chunks.flatMap(({ choices }) => choices.flatMap(({ token_ids }) => token_ids))).toEqual(
      turn.output_ids,
    );
  });

  it.each(["/v1/responses", "/v1/messages"])("stand beside the answer at %s", async (path) => {
    const reply = z.object({ prompt_token_ids: z.array(z.number()), token_ids: z.array(z.number()) });
    const whole = reply.parse(await (await post(path, asked, { text: THINKING })).json());
    const { input_ids, output_ids } = await sampled();
    expect(whole).toEqual({ prompt_token_ids: input_ids, token_ids: output_ids });
    const text = await (await post(path, { ...asked, stream: true }, { text: THINKING })).text();
    const next = await sampled();
    expect(text).toContain(`"prompt_token_ids":[${next.input_ids}]`);
    expect(text).toContain(`"token_ids":[${next.output_ids}]`);
  });

  it("are told to nobody who did not ask", async () => {
    for (const path of ["/v1/chat/completions", "/v1/responses", "/v1/messages"]) {
      expect(await (await post(path, {}, { text: "Hello." })).text()).not.toContain("token_ids");
    }
  });
});

describe("the tokens of reasoning", () => {
  it("are counted in the usage, marks included", async () => {
    const usage = z.object({
      usage: z.object({ completion_tokens_details: z.object({ reasoning_tokens: z.number() }) }),
    });
    const said = { text: THINKING, tokenisation: "plain" };
    const chat = usage.parse(await (await post("/v1/chat/completions", {}, said)).json());
    const { model } = simulated.server.runtime;
    const before = model.encode("<think>\nA thought.\n</think>").length;
    expect(chat.usage.completion_tokens_details.reasoning_tokens).toBe(before);
    const none = usage.parse(await (await post("/v1/chat/completions", {}, { text: "Hello." })).json());
    expect(none.usage.completion_tokens_details.reasoning_tokens).toBe(0);
  });

  it("are all of an answer that was cut off inside it", async () => {
    const usage = z.object({
      usage: z.object({
        output_tokens: z.number(),
        output_tokens_details: z.object({ reasoning_tokens: z.number() }),
      }),
    });
    const said = { text: "<think>\nA long thought without an end", tokenisation: "plain" };
    const cut = usage.parse(await (await post("/v1/responses", { max_output_tokens: 5 }, said)).json());
    expect(cut.usage).toEqual({ output_tokens: 5, output_tokens_details: { reasoning_tokens: 5 } });
  });
});

describe("a response", () => {
  it("says what was asked of it, from its first event on", async () => {
    const asked = {
      instructions: "Be brief.",
      tools: [
        { type: "function", name: "now", parameters: { type: "object", properties: {} }, strict: true },
      ],
      tool_choice: { type: "function", name: "now" },
      parallel_tool_calls: false,
      text: { format: { type: "text" }, verbosity: "low" },
      reasoning: { effort: null, summary: "auto" },
    };
    const whole = await (await post("/v1/responses", asked, { text: "Hello." })).json();
    expect(whole).toMatchObject(asked);
    const stream = await events(await post("/v1/responses", { ...asked, stream: true }, { text: "Hello." }));
    expect(stream[0]).toMatchObject({ response: asked });
  });
});
