import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { EXAMPLE_REPLY, TEXT_REPLY } from "@/test/wire/example-reply";
import { type ProtocolServer, startProtocolServer } from "@/test/wire/protocol-server";
import { openaiResponses } from "./openai-responses";

let server: ProtocolServer | undefined;
afterEach(async () => {
  await server?.close();
});

async function clientFor(...replies: Parameters<typeof startProtocolServer>[1]) {
  server = await startProtocolServer(openaiResponses, replies);
  const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "dummy", maxRetries: 0 });
  return { client, server };
}

const ask = { model: "m", input: "weather?" };

describe("the openai SDK over Responses", () => {
  it.each(["whole", "streamed"])(
    "reads a %s reply, echoes it, and the echo is what was sent",
    async (way) => {
      const { client, server } = await clientFor(EXAMPLE_REPLY, TEXT_REPLY);
      const first =
        way === "whole"
          ? await client.responses.create(ask)
          : await client.responses.stream(ask).finalResponse();
      expect(first.output_text).toBe(EXAMPLE_REPLY.message.content);
      expect(first.output.map((item) => item.type)).toEqual([
        "reasoning",
        "message",
        "function_call",
        "function_call",
      ]);
      expect(first.usage?.total_tokens).toBe(162);
      const echo = first.output.flatMap((item) =>
        item.type === "reasoning" || item.type === "message" || item.type === "function_call" ? [item] : [],
      );
      await client.responses.create({
        model: "m",
        input: [
          { role: "user", content: "weather?" },
          ...echo,
          { type: "function_call_output", call_id: "call_s1_1_0", output: "rain" },
        ],
      });
      expect(server.requests[1]?.messages.slice(1)).toEqual([
        EXAMPLE_REPLY.message,
        { role: "tool", content: "rain", tool_call_id: "call_s1_1_0" },
      ]);
    },
  );

  it("follows the text of a stream piece by piece", async () => {
    const { client } = await clientFor(EXAMPLE_REPLY);
    let text = "";
    for await (const event of await client.responses.create({ ...ask, stream: true })) {
      if (event.type === "response.output_text.delta") text += event.delta;
    }
    expect(text).toBe(EXAMPLE_REPLY.message.content);
  });
});
