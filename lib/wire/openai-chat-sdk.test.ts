import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { EXAMPLE_REPLY, TEXT_REPLY } from "@/test/wire/example-reply";
import { type ProtocolServer, startProtocolServer } from "@/test/wire/protocol-server";
import { openaiChat } from "./openai-chat";

let server: ProtocolServer | undefined;
afterEach(async () => {
  await server?.close();
});

async function clientFor(...replies: Parameters<typeof startProtocolServer>[1]) {
  server = await startProtocolServer(openaiChat, replies);
  const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "dummy", maxRetries: 0 });
  return { client, server };
}

describe("the openai SDK over Chat Completions", () => {
  it("reads a reply, echoes it, and the echo is the message that was sent", async () => {
    const { client, server } = await clientFor(EXAMPLE_REPLY, TEXT_REPLY);
    const first = await client.chat.completions.create({
      model: "m",
      messages: [{ role: "user", content: "weather?" }],
    });
    const message = first.choices[0]?.message;
    if (message === undefined) throw new Error("no choice");
    await client.chat.completions.create({
      model: "m",
      messages: [
        { role: "user", content: "weather?" },
        message,
        { role: "tool", tool_call_id: "call_s1_1_0", content: "rain" },
      ],
    });
    expect(server.requests[1]?.messages[1]).toEqual(EXAMPLE_REPLY.message);
  });

  it("puts a stream together to the same answer", async () => {
    const { client } = await clientFor(EXAMPLE_REPLY);
    const final = await client.chat.completions
      .stream({
        model: "m",
        messages: [{ role: "user", content: "weather?" }],
        stream_options: { include_usage: true },
      })
      .finalChatCompletion();
    const choice = final.choices[0];
    expect(choice?.message.content).toBe(EXAMPLE_REPLY.message.content);
    expect(choice?.finish_reason).toBe("tool_calls");
    expect(final.usage?.total_tokens).toBe(162);
    expect(
      choice?.message.tool_calls?.map((call) => [
        call.id,
        call.type === "function" && call.function.arguments,
      ]),
    ).toEqual([
      ["call_s1_1_0", '{"city": "Oslo", "days": 1.0}'],
      ["call_s1_1_1", '{"city":"Bergen","days":2}'],
    ]);
  });

  it("streams reasoning piece by piece", async () => {
    const { client } = await clientFor(EXAMPLE_REPLY);
    let reasoning = "";
    const stream = await client.chat.completions.create({
      model: "m",
      messages: [{ role: "user", content: "x" }],
      stream: true,
    });
    for await (const chunk of stream) {
      const delta: object | undefined = chunk.choices[0]?.delta;
      if (delta !== undefined && "reasoning_content" in delta) reasoning += String(delta.reasoning_content);
    }
    expect(reasoning).toBe(EXAMPLE_REPLY.message.reasoning_content);
  });

  it("gives log-probs when they were asked for, streamed and not", async () => {
    const { client } = await clientFor({
      ...TEXT_REPLY,
      logProbs: [
        {
          token: "It",
          bytes: [73, 116],
          logProb: -0.12345678901234566,
          top: [{ token: "It", bytes: [73, 116], logProb: -0.12345678901234566 }],
        },
      ],
    });
    const ask = { model: "m", messages: [{ role: "user", content: "x" }], logprobs: true } as const;
    const whole = await client.chat.completions.create({
      ...ask,
      messages: [{ role: "user", content: "x" }],
    });
    expect(whole.choices[0]?.logprobs?.content?.[0]?.logprob).toBe(-0.12345678901234566);
    expect(whole.choices[0]?.logprobs?.content?.[0]?.top_logprobs).toEqual([
      { token: "It", bytes: [73, 116], logprob: -0.12345678901234566 },
    ]);
    const streamed = await client.chat.completions
      .stream({ ...ask, messages: [{ role: "user", content: "x" }] })
      .finalChatCompletion();
    expect(streamed.choices[0]?.logprobs?.content?.[0]?.bytes).toEqual([73, 116]);
  });

  it("raises a 400 that says what is wrong", async () => {
    const { client } = await clientFor(TEXT_REPLY);
    await expect(client.chat.completions.create({ model: "m", messages: [] })).rejects.toThrow(
      "400 messages must hold at least one message",
    );
  });
});
