import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, streamText, tool } from "ai";
import { afterEach, describe, expect, it } from "vitest";
import { EXAMPLE_REPLY, TEXT_REPLY } from "@/test/wire/example-reply";
import { type ProtocolServer, startProtocolServer } from "@/test/wire/protocol-server";
import { openaiChat } from "./openai-chat";

let server: ProtocolServer | undefined;
afterEach(async () => {
  await server?.close();
});

const weather = tool({
  description: "Weather of a city",
  inputSchema: jsonSchema<{ city: string; days: number }>({
    type: "object",
    properties: { city: { type: "string" }, days: { type: "number" } },
  }),
  execute: async ({ city }) => `rain in ${city}`,
});

async function startAgent() {
  server = await startProtocolServer(openaiChat, [EXAMPLE_REPLY, TEXT_REPLY]);
  const provider = createOpenAICompatible({ name: "turntree", baseURL: `${server.url}/v1`, apiKey: "dummy" });
  return {
    server,
    call: {
      model: provider("m"),
      prompt: "weather?",
      tools: { weather },
      maxRetries: 0,
      stopWhen: ({ steps }: { steps: readonly unknown[] }) => steps.length === 2,
    },
  };
}

/** What comes back of the first reply: the SDK writes arguments afresh, and keeps the reasoning. */
const ECHO = {
  role: "assistant",
  content: EXAMPLE_REPLY.message.content,
  reasoning_content: EXAMPLE_REPLY.message.reasoning_content,
  tool_calls: [
    { id: "call_s1_1_0", function: { name: "weather", arguments: { city: "Oslo", days: 1 } } },
    { id: "call_s1_1_1", function: { name: "weather", arguments: { city: "Bergen", days: 2 } } },
  ],
};

describe("the ai SDK over Chat Completions", () => {
  it("runs its tools and comes back with the answer that it was given, unstreamed", async () => {
    const { server, call } = await startAgent();
    const result = await generateText(call);
    expect(result.text).toBe(TEXT_REPLY.message.content);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.messages[1]).toMatchObject(ECHO);
  });

  it("does the same streamed", async () => {
    const { server, call } = await startAgent();
    const result = streamText(call);
    await result.consumeStream();
    expect(await result.text).toBe(TEXT_REPLY.message.content);
    expect(server.requests.map((request) => request.stream)).toEqual([true, true]);
    expect(server.requests[1]?.messages[1]).toMatchObject(ECHO);
    expect(server.requests[1]?.messages.slice(2)).toMatchObject([
      { role: "tool", content: "rain in Oslo", tool_call_id: "call_s1_1_0" },
      { role: "tool", content: "rain in Bergen", tool_call_id: "call_s1_1_1" },
    ]);
  });
});
