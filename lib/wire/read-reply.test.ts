import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { EXAMPLE_REPLY, TEXT_REPLY } from "@/test/wire/example-reply";
import { deltasOf } from "@/test/wire/protocol-server";
import { PROTOCOLS } from "@/test/wire/protocols";
import type { CallReply, Protocol, ProtocolName, ReadReply } from "./protocol";

const ASK: Readonly<Record<ProtocolName, JsonValue>> = {
  openai_chat: { messages: [{ role: "user", content: "x" }], stream_options: { include_usage: true } },
  anthropic_messages: { messages: [{ role: "user", content: "x" }] },
  openai_responses: { input: "x" },
};

/** What the event holds that says how a reply ended. */
const LAST_WORD: Readonly<Record<ProtocolName, string>> = {
  openai_chat: '"finish_reason":"stop"',
  anthropic_messages: "event: message_delta",
  openai_responses: "event: response.completed",
};

/** The reply that bytes hold; fails where they hold none. */
function replyOf(protocol: Protocol, text: string, contentType: string): ReadReply {
  const reading = protocol.readReply(bytesOf(text), contentType);
  if (reading.type !== "reply") throw new Error(`It was read as ${reading.type}.`);
  return reading.reply;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

function streamOf(protocol: Protocol, reply: CallReply, size = 3): string {
  const request = protocol.parseRequest(ASK[protocol.name]);
  const stream = protocol.openStream(request, {
    id: "r",
    created: 1,
    promptIds: new Int32Array(reply.promptTokens),
  });
  const pieces = deltasOf(reply, size).map((delta) => stream.delta(delta));
  return [stream.open(), stream.keepAlive(), ...pieces, stream.close(reply)].join("");
}

function wholeOf(protocol: Protocol, reply: CallReply): string {
  return stringifyJson(protocol.formatReply(reply, protocol.parseRequest(ASK[protocol.name])));
}

/** The value of the arguments; a body of Anthropic's has no spelling of them. */
function plain(message: CallReply["message"] | undefined) {
  return { ...message, tool_calls: message?.tool_calls?.map(({ arguments_text: _text, ...call }) => call) };
}

describe.each(Object.values(PROTOCOLS))("reading a passed-through reply of $name", (protocol) => {
  it.each([
    ["tool calls", EXAMPLE_REPLY, "tool_calls"],
    ["text", TEXT_REPLY, "stop"],
    ["text that was cut", { ...TEXT_REPLY, finishReason: "length" as const }, "length"],
  ])("gives back %s, whole and streamed", (_name, reply, finish) => {
    const whole = replyOf(protocol, wholeOf(protocol, reply), "application/json");
    const streamed = replyOf(protocol, streamOf(protocol, reply), "text/event-stream; charset=utf-8");
    for (const read of [whole, streamed]) {
      expect(plain(read.message)).toEqual(plain(reply.message));
      expect(read).toMatchObject({
        finishReason: finish,
        promptTokens: 120,
        completionTokens: 42,
        cachedTokens: 96,
      });
    }
  });

  it("says abort for a stream that was cut before it said how it ended", () => {
    const events = streamOf(protocol, TEXT_REPLY).split("\n\n");
    const end = events.findIndex((event) => event.includes(LAST_WORD[protocol.name]));
    const cut = events.slice(0, end).join("\n\n");
    expect(replyOf(protocol, cut, "text/event-stream")).toMatchObject({
      message: { content: TEXT_REPLY.message.content },
      finishReason: "abort",
    });
  });

  it("tells a server's failure from what is no reply of the protocol at all", () => {
    const error = protocol.formatError({ status: 500, kind: "engine_failed", message: "no" });
    const read = (text: string, type: string) => protocol.readReply(bytesOf(text), type).type;
    expect(read(stringifyJson(error.body), "application/json")).toBe("failure");
    expect(read("<html>502</html>", "text/html")).toBe("unreadable");
    expect(read('{"greeting":"hello"}', "application/json")).toBe("unreadable");
    expect(read("", "text/event-stream")).toBe("unreadable");
  });
});

const anyText = fc.string({ unit: "grapheme", maxLength: 20 });
const anyCall = fc.record({
  name: fc.stringMatching(/^[a-z_]{1,8}$/),
  value: fc.dictionary(anyText, anyText),
});

const anyReply: fc.Arbitrary<CallReply> = fc
  .record({ text: anyText, reasoning: anyText, calls: fc.array(anyCall, { maxLength: 3 }) })
  .map(({ text, reasoning, calls }) => ({
    ...TEXT_REPLY,
    message: {
      role: "assistant",
      content: text,
      ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
      ...(calls.length === 0
        ? {}
        : {
            tool_calls: calls.map(({ name, value }, index) => ({
              type: "function" as const,
              id: `call_${index}`,
              function: { name, arguments: value },
              arguments_text: stringifyJson(value),
            })),
          }),
    },
  }));

it("streamed in any pieces and whole, a reply says the same on every protocol", () => {
  fc.assert(
    fc.property(anyReply, fc.integer({ min: 1, max: 7 }), (reply, size) => {
      for (const protocol of Object.values(PROTOCOLS)) {
        const whole = replyOf(protocol, wholeOf(protocol, reply), "application/json");
        const streamed = replyOf(protocol, streamOf(protocol, reply, size), "text/event-stream");
        expect(plain(whole.message)).toEqual(plain(reply.message));
        expect(plain(streamed.message)).toEqual(plain(reply.message));
        expect(streamed.finishReason).toBe(whole.finishReason);
      }
    }),
  );
});

it("a chat reply whose calls come in pieces and without an index is put together", () => {
  const chunk = (delta: JsonValue, finish: string | null = null) =>
    `data: ${stringifyJson({ choices: [{ delta, finish_reason: finish }] })}\n\n`;
  const call = (fields: JsonValue) => chunk({ tool_calls: [fields] });
  const text = [
    chunk({ role: "assistant", content: null }),
    call({ id: "c1", function: { name: "f", arguments: "" } }),
    call({ function: { arguments: '{"a":' } }),
    call({ function: { arguments: "1}" } }),
    call({ id: "c2", function: { name: "g", arguments: "{}" } }),
    chunk({}, "tool_calls"),
  ].join("");
  expect(replyOf(PROTOCOLS.openai_chat, text, "text/event-stream").message.tool_calls).toEqual([
    { type: "function", id: "c1", function: { name: "f", arguments: { a: 1 } }, arguments_text: '{"a":1}' },
    { type: "function", id: "c2", function: { name: "g", arguments: {} }, arguments_text: "{}" },
  ]);
});
