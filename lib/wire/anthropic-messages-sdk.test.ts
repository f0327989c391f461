import Anthropic from "@anthropic-ai/sdk";
import { afterEach, describe, expect, it } from "vitest";
import { EXAMPLE_REPLY, TEXT_REPLY } from "@/test/wire/example-reply";
import { type ProtocolServer, startProtocolServer } from "@/test/wire/protocol-server";
import { anthropicMessages } from "./anthropic-messages";

let server: ProtocolServer | undefined;
afterEach(async () => {
  await server?.close();
});

async function clientFor(...replies: Parameters<typeof startProtocolServer>[1]) {
  server = await startProtocolServer(anthropicMessages, replies);
  const client = new Anthropic({ baseURL: server.url, apiKey: "dummy", maxRetries: 0 });
  return { client, server };
}

const ask = { model: "m", max_tokens: 100, messages: [{ role: "user" as const, content: "weather?" }] };

/** An echo through this protocol keeps the value of the arguments, not their spelling. */
const ECHOED = {
  ...EXAMPLE_REPLY.message,
  tool_calls: EXAMPLE_REPLY.message.tool_calls?.map(({ arguments_text: _text, ...call }) => call),
};

describe("the Anthropic SDK", () => {
  it.each(["whole", "streamed"])(
    "reads a %s reply, echoes it, and the echo is what was sent",
    async (way) => {
      const { client, server } = await clientFor(EXAMPLE_REPLY, TEXT_REPLY);
      const first =
        way === "whole"
          ? await client.messages.create(ask)
          : await client.messages.stream(ask).finalMessage();
      expect(first.stop_reason).toBe("tool_use");
      expect(first.content.map((block) => block.type)).toEqual(["thinking", "text", "tool_use", "tool_use"]);
      expect(first.usage).toMatchObject({ input_tokens: 24, cache_read_input_tokens: 96, output_tokens: 42 });
      await client.messages.create({
        ...ask,
        messages: [
          ...ask.messages,
          { role: "assistant", content: first.content },
          { role: "user", content: [{ type: "tool_result", tool_use_id: "call_s1_1_0", content: "rain" }] },
        ],
      });
      expect(server.requests[1]?.messages[1]).toEqual(ECHOED);
      expect(server.requests[1]?.messages[2]).toEqual({
        role: "tool",
        content: "rain",
        tool_call_id: "call_s1_1_0",
      });
    },
  );

  it("raises a 400 that says what is wrong", async () => {
    const { client } = await clientFor(TEXT_REPLY);
    await expect(client.messages.create({ ...ask, messages: [] })).rejects.toThrow(
      "messages must hold at least one message",
    );
  });
});
